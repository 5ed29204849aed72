import type { Column, ScalarType } from '@interloper/plan';

/** A parameter by which the parsers of a schema filter, and the condition on normalised columns that it stands for. */
export interface FilterParameter {
  readonly name: string;
  /** As a declaration has it: `starttime:datetime=datetime(null)`. */
  readonly declaration: string;
  /** In KQL; true of every row where the parameter has its default value. */
  readonly condition: string;
}

/** A schema of Microsoft's Advanced Security Information Model that logs here fill. */
export interface AsimSchema {
  readonly id: 'Authentication' | 'AuditEvent' | 'UserManagement';
  readonly version: string;
  /** The page below https://learn.microsoft.com/azure/sentinel/ */
  readonly page: string;
  /** The columns that parsers fill, in order. */
  readonly columns: readonly Column[];
  /** Columns that repeat others, by name: KQL over the columns before them. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly parameters: readonly FilterParameter[];
  /** Parameters that earlier versions had, behind all others. */
  readonly formerParameters?: readonly FilterParameter[];
  /** A column that only filtering parsers have, over the parameters and columns. */
  readonly matching?: { readonly name: string; readonly value: string };
}

const TYPES: ReadonlySet<string> = new Set<ScalarType>([
  'bool',
  'datetime',
  'dynamic',
  'int',
  'long',
  'real',
  'string',
]);

/** Columns written as words: `EventCount:int`, text without a type. */
export function columnsIn(words: string): readonly Column[] {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type = 'string'] = word.split(':');
      if (!isType(type)) throw new Error(`${word} has no type that there is`);
      return { name, type };
    });
}

function isType(type: string): type is ScalarType {
  return TYPES.has(type);
}

/** `names_has_any`: rows whose columns hold a term of the list; all rows for an empty list. */
export function hasAny(name: string, ...columns: readonly string[]): FilterParameter {
  const tests = columns.map((column) => `${column} has_any (${name})`);
  return listParameter(name, tests.join(' or '));
}

/** `types_in`: rows whose column is in the list; all rows for an empty list. */
export function isIn(name: string, column: string, operator: 'in' | 'in~'): FilterParameter {
  return listParameter(name, `${column} ${operator} (${name})`);
}

/** `addresses_has_any_prefix`: rows whose address begins as one of the list. */
export function hasAnyPrefix(name: string, column: string): FilterParameter {
  return listParameter(name, `has_any_ipv4_prefix(${column}, ${name})`);
}

function listParameter(name: string, test: string): FilterParameter {
  return {
    name,
    declaration: `${name}:dynamic=dynamic([])`,
    condition: `array_length(${name}) == 0 or ${test}`,
  };
}

/** `starttime` and `endtime`, both inclusive, on TimeGenerated. */
export const timeParameters: readonly FilterParameter[] = [
  {
    name: 'starttime',
    declaration: 'starttime:datetime=datetime(null)',
    condition: 'isnull(starttime) or TimeGenerated >= starttime',
  },
  {
    name: 'endtime',
    declaration: 'endtime:datetime=datetime(null)',
    condition: 'isnull(endtime) or TimeGenerated <= endtime',
  },
];

/** `eventresult`, `*` for any. */
export const resultParameter: FilterParameter = {
  name: 'eventresult',
  declaration: "eventresult:string='*'",
  condition: "eventresult == '*' or EventResult == eventresult",
};
