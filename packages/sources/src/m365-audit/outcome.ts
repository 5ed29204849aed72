import { and, call, nullOf, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { filled } from '../expressions.js';
import { field } from './record-fields.js';

const operation = field('Operation');
const result = call('lower', [call('trim', [filled(field('ResultStatus'))])]);
const error = call('trim', [filled(field('ErrorNumber'))]);

const succeeded = ['succeeded', 'success', 'true', 'partiallysucceeded', 'completed'];
const failed = ['failed', 'failure', 'false', 'fail', 'error'];

/**
 * What came of it: `success`, `failure`, or `pending` of a logon that was interrupted.
 *
 * A logon is judged by its operation and error, not by its `ResultStatus`, which says Success of most failed ones; a
 * `UserLoggedIn` with an error (50140, keep me signed in) is no logon yet (log-format reference, section 7). Other
 * records: by `ResultStatus`; those without one tell of something that was done.
 */
export const outcome: Expression = call('case', [
  call('eqIgnoreCase', [operation, text('UserLoginFailed')]),
  text('failure'),
  call('eqIgnoreCase', [operation, text('UserLoggedIn')]),
  call('if', [
    and(
      or(call('isNull', [error]), call('isTrue', [call('eq', [error, text('0')])])),
      call('isNull', [filled(field('LogonError'))]),
    ),
    text('success'),
    text('pending'),
  ]),
  call('in', [result, ...failed.map(text)]),
  text('failure'),
  or(call('isNull', [result]), call('in', [result, ...succeeded.map(text)])),
  call('if', [call('isNull', [operation]), nullOf('string'), text('success')]),
  result,
]);
