import { call, column } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { findingFields } from '../columns.js';
import { rowOf } from '../row.js';

/** GuardDuty's own finding, in whatever container it comes (log-format reference, section 6.3). */
export const finding: Shape = {
  id: 'guardduty-finding',
  title: 'GuardDuty findings (S3 export, EventBridge, API, AWS CLI, lines)',
  recognises: (record) =>
    typeof record['type'] === 'string' &&
    'severity' in record &&
    'accountId' in record &&
    ('schemaVersion' in record || 'service' in record) &&
    !('Type' in record),
  read: (observed) => ({
    fields: [
      ...['createdAt', 'updatedAt'].map((name) => ({
        name,
        type: 'string' as const,
        path: observed.spelling([name]),
      })),
      ...findingFields.map(({ name, type }) => ({
        name,
        type: type === 'dynamic' ? ('dynamic' as const) : ('string' as const),
        path: observed.spelling([name]),
      })),
    ],
    ...rowOf({
      updated: textField('updatedAt'),
      created: textField('createdAt'),
      complete: true,
      values: Object.fromEntries(
        findingFields.map(({ name, column: target, type }): [string, Expression] => {
          switch (type) {
            case 'string':
              return [target, textField(name)];
            case 'real':
              return [target, call('toReal', [textField(name)])];
            case 'dynamic':
              return [target, column(name, 'dynamic')];
          }
        }),
      ),
    }),
  }),
};
