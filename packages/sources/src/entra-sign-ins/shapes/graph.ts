import { and, call, column, not, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet, textField } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { JsonRecord, Shape } from '../../source.js';
import { properties } from '../properties.js';
import { convert, readAs, rowOf } from '../row.js';

/**
 * Microsoft Graph's `signIn`, v1.0 and beta, as pages, lines, arrays or the portal's JSON download
 * (https://learn.microsoft.com/graph/api/resources/signin; log-format reference, section 2.2).
 */
export const graph: Shape = {
  id: 'graph',
  title: 'Microsoft Graph signIn (v1.0, beta, portal JSON)',
  recognises: (record) =>
    'createdDateTime' in record && 'status' in record && (hasResult(record) ? isSignIn : isSurely)(record),
  read: (observed) => {
    const fields = [
      { name: 'createdDateTime', form: 'text' as const },
      ...properties.map(({ name, form }) => ({ name, form })),
    ];
    return {
      fields: fields.map(({ name, form }) => ({
        name,
        type: readAs(form),
        path: observed.spelling([name]),
      })),
      ...rowOf({
        table: tableOf(''),
        created: textField('createdDateTime'),
        checkStatus: true,
        values: graphValues(''),
      }),
    };
  },
};

/** The dataset columns that Graph properties fill, from fields called by the property's name after a prefix. */
export function graphValues(prefix: string): Record<string, Expression> {
  return Object.fromEntries(
    properties.map(({ name, column: target, form }) => [
      target,
      convert(column(`${prefix}${name}`, readAs(form)), form),
    ]),
  );
}

/**
 * The table a Graph sign-in belongs to: by `signInEventTypes`, and in v1.0, which has none, by whether it was
 * interactive and whether a user or a service principal signed in.
 */
function tableOf(prefix: string): Expression {
  const eventTypes = textField(`${prefix}signInEventTypes`);
  const has = (type: string): Expression => call('containsIgnoreCase', [eventTypes, text(`"${type}"`)]);
  const filledText = (name: string): Expression => {
    const value = textField(`${prefix}${name}`);
    return and(isSet(value), call('ne', [value, text('')]));
  };
  return call('case', [
    has('managedIdentity'),
    text('AADManagedIdentitySignInLogs'),
    has('servicePrincipal'),
    text('AADServicePrincipalSignInLogs'),
    has('nonInteractiveUser'),
    text('AADNonInteractiveUserSignInLogs'),
    has('interactiveUser'),
    text('SigninLogs'),
    and(not(or(filledText('userId'), filledText('userPrincipalName'))), filledText('servicePrincipalId')),
    text('AADServicePrincipalSignInLogs'),
    call('inIgnoreCase', [textField(`${prefix}isInteractive`), text('false')]),
    text('AADNonInteractiveUserSignInLogs'),
    text('SigninLogs'),
  ]);
}

function hasResult({ status }: JsonRecord): boolean {
  return isRecord(status) && 'errorCode' in status;
}

/** A sign-in whose status is damaged or empty is told by what no other object of Graph has. */
function isSurely(record: JsonRecord): boolean {
  return (
    ('appId' in record || 'appDisplayName' in record) &&
    'ipAddress' in record &&
    ('userPrincipalName' in record || 'servicePrincipalId' in record || 'conditionalAccessStatus' in record)
  );
}

function isSignIn(record: JsonRecord): boolean {
  return 'appId' in record || 'ipAddress' in record || 'userPrincipalName' in record;
}
