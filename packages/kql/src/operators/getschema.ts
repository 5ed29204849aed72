import { columnsOf } from '@interloper/plan';
import type { ScalarType } from '@interloper/plan';
import type { Operator } from './operator.js';

const NET: Readonly<Record<ScalarType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
  multivalue: 'System.Object',
};

/** https://learn.microsoft.com/kusto/query/getschema-operator */
export const getschema: Operator = {
  name: 'getschema',
  classes: ['GetSchemaOperator'],
  support: 'supported',
  page: 'getschema-operator',
  lower: (_node, input) => ({
    nullable: new Set(),
    relation: {
      kind: 'values',
      columns: [
        { name: 'ColumnName', type: 'string' },
        { name: 'ColumnOrdinal', type: 'long' },
        { name: 'DataType', type: 'string' },
        { name: 'ColumnType', type: 'string' },
      ],
      rows: columnsOf(input.relation).map(({ name, type }, index) => [name, index, NET[type], type]),
    },
  }),
};
