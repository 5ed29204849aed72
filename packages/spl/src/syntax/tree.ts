import type { Span } from '@interloper/plan';

/** The syntax tree of SPL. Every node carries its place in the text; `print.ts` turns a tree back into SPL. */
interface Node {
  readonly span: Span;
}

/** Commands one after the other. */
export interface Pipeline extends Node {
  readonly commands: readonly Command[];
}

/** A name or text of a rule and whether it was written in quotes. */
export interface Word extends Node {
  readonly text: string;
  readonly quoted: boolean;
}

/** `name=value` after a command's name. */
export interface Option extends Node {
  readonly name: string;
  readonly value: Word;
}

export type BinaryOperator =
  'OR' | 'XOR' | 'AND' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | '.' | '+' | '-' | '*' | '/' | '%';

/** An eval expression. */
export type Expr =
  | (Node & { readonly kind: 'text'; readonly value: string })
  | (Node & { readonly kind: 'number'; readonly text: string })
  | (Node & { readonly kind: 'field'; readonly name: string })
  | (Node & { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] })
  | (Node & { readonly kind: 'unary'; readonly operator: 'NOT' | '-'; readonly operand: Expr })
  | (Node & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
    })
  | (Node & { readonly kind: 'subsearch'; readonly pipeline: Pipeline; readonly text: string })
  | (Node & {
      readonly kind: 'in';
      readonly value: Expr;
      readonly list: readonly Expr[];
      readonly negated: boolean;
    });

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** How a term is looked for: minding the case, or between major breakers only. */
export type Directive = 'CASE' | 'TERM';

/** A search expression. `AND` is also what stands between terms side by side. */
export type SearchExpr =
  | (Node & { readonly kind: 'and' | 'or'; readonly terms: readonly SearchExpr[] })
  | (Node & { readonly kind: 'not'; readonly term: SearchExpr })
  | (Node & {
      readonly kind: 'compare';
      readonly field: Word;
      readonly operator: Comparison;
      readonly value: Word;
      readonly directive?: Directive;
    })
  | (Node & { readonly kind: 'in'; readonly field: Word; readonly values: readonly Word[] })
  | (Node & { readonly kind: 'term'; readonly word: Word; readonly directive?: Directive })
  | (Node & { readonly kind: 'macro'; readonly macro: Macro })
  | (Node & { readonly kind: 'subsearch'; readonly pipeline: Pipeline });

/** `` `name(arguments)` `` */
export interface Macro extends Node {
  readonly name: string;
  readonly args: readonly string[];
}

/** A field to sort by: `- field`, `num(field)`. */
export interface SortField extends Node {
  readonly name: string;
  readonly descending: boolean;
  readonly as: 'auto' | 'num' | 'str' | 'ip';
}

/** `function(argument) AS name` of stats and its kin. The argument is a field (perhaps with wildcards) or an expression. */
export interface Aggregation extends Node {
  readonly name: string;
  readonly argument?: Word | Expr;
  readonly as?: string;
}

export interface Assignment extends Node {
  readonly field: string;
  readonly value: Expr;
}

export interface Renaming extends Node {
  readonly from: string;
  readonly to: string;
}

/** The event a transaction begins or ends with: a condition, or search terms in brackets or quotes. */
export type Boundary =
  | (Node & { readonly how: 'eval'; readonly condition: Expr })
  | (Node & { readonly how: 'bracketed' | 'quoted'; readonly text: string });

/** A field that `return` hands out, and under which name. */
export interface Returned extends Node {
  readonly name: string;
  readonly field: string;
}

/** A field of a lookup, and what the results call it. */
export interface LookupField extends Node {
  readonly field: string;
  readonly as?: string;
}

type Of<Kind extends string, Content> = Node & { readonly kind: Kind } & Content;

/** A command without its own syntax beyond options and words. */
interface Plain {
  readonly options: readonly Option[];
  readonly words: readonly Word[];
}

interface Statistics {
  readonly options: readonly Option[];
  readonly aggregations: readonly Aggregation[];
  readonly by: readonly Word[];
}

export type Command =
  | Of<'search', { readonly explicit: boolean; readonly expression?: SearchExpr }>
  | Of<'macro', { readonly macro: Macro }>
  | Of<'eval', { readonly assignments: readonly Assignment[] }>
  | Of<'where', { readonly condition: Expr }>
  | Of<'table', { readonly fields: readonly Word[] }>
  | Of<'fields', { readonly remove: boolean; readonly fields: readonly Word[] }>
  | Of<'sort', { readonly limit?: number; readonly keys: readonly SortField[]; readonly reverse: boolean }>
  | Of<'rename', { readonly renamings: readonly Renaming[] }>
  | Of<'stats', Statistics>
  | Of<'eventstats', Statistics>
  | Of<'streamstats', Statistics>
  | Of<
      'chart',
      {
        readonly options: readonly Option[];
        readonly aggregations: readonly Aggregation[];
        readonly over?: Word;
        readonly by: readonly Word[];
        /** How the values of a field are cut into spans, by its name. */
        readonly cuts?: Readonly<Record<string, readonly Option[]>>;
      }
    >
  | Of<
      'timechart',
      {
        readonly options: readonly Option[];
        readonly aggregations: readonly Aggregation[];
        readonly by: readonly Word[];
      }
    >
  | Of<
      'transaction',
      {
        readonly fields: readonly Word[];
        readonly options: readonly Option[];
        readonly startswith?: Boundary;
        readonly endswith?: Boundary;
      }
    >
  | Of<'untable', { readonly row: Word; readonly name: Word; readonly value: Word }>
  | Of<
      'xyseries',
      {
        readonly options: readonly Option[];
        readonly row: Word;
        readonly name: Word;
        readonly data: readonly Word[];
      }
    >
  | Of<'transpose', { readonly options: readonly Option[]; readonly count?: number }>
  | Of<'fromjson', { readonly options: readonly Option[]; readonly field: Word }>
  | Of<'outputlookup', { readonly options: readonly Option[]; readonly table: Word }>
  | Of<'mstats', { readonly text: string }>
  | Of<'apply', { readonly text: string }>
  | Of<'extract', Plain>
  | Of<'format', Plain>
  | Of<'return', { readonly count: number; readonly items: readonly Returned[] }>
  | Of<
      'head',
      {
        readonly count?: number;
        readonly condition?: Expr;
        readonly options: readonly Option[];
      }
    >
  | Of<'tail', { readonly count: number }>
  | Of<'reverse', object>
  | Of<
      'dedup',
      {
        readonly count: number;
        readonly fields: readonly Word[];
        readonly options: readonly Option[];
        readonly sortBy: readonly SortField[];
      }
    >
  | Of<'fillnull', Plain>
  | Of<'filldown', { readonly fields: readonly Word[] }>
  | Of<'bin', { readonly options: readonly Option[]; readonly field: Word; readonly as?: string }>
  | Of<'rex', { readonly options: readonly Option[]; readonly pattern: Word }>
  | Of<'regex', { readonly field?: string; readonly negated: boolean; readonly pattern: Word }>
  | Of<'spath', Plain>
  | Of<'makeresults', { readonly options: readonly Option[] }>
  | Of<
      'inputlookup',
      { readonly options: readonly Option[]; readonly table: Word; readonly condition?: SearchExpr }
    >
  | Of<
      'lookup',
      {
        readonly options: readonly Option[];
        readonly table: Word;
        readonly matches: readonly LookupField[];
        /** All fields of the lookup that are not matched, without it. */
        readonly outputs?: { readonly keep: boolean; readonly fields: readonly LookupField[] };
      }
    >
  | Of<'iplocation', { readonly options: readonly Option[]; readonly field: Word }>
  | Of<
      'tstats',
      {
        readonly options: readonly Option[];
        readonly macros: readonly Macro[];
        readonly aggregations: readonly Aggregation[];
        /** The data model, perhaps with a dataset behind a dot; the indexes without it. */
        readonly model?: Word;
        readonly condition?: SearchExpr;
        readonly by: readonly Word[];
        readonly spans: readonly Option[];
      }
    >
  | Of<'datamodel', Plain>
  | Of<'from', { readonly model: Word }>
  | Of<'appendcols', { readonly options: readonly Option[]; readonly pipeline: Pipeline }>
  | Of<'addtotals', { readonly options: readonly Option[]; readonly fields: readonly Word[] }>
  | Of<'addcoltotals', { readonly options: readonly Option[]; readonly fields: readonly Word[] }>
  | Of<'addinfo', object>
  | Of<'gentimes', { readonly options: readonly Option[] }>
  | Of<
      'set',
      { readonly how: 'union' | 'diff' | 'intersect'; readonly left: Pipeline; readonly right: Pipeline }
    >
  | Of<'trendline', { readonly trends: readonly Aggregation[] }>
  | Of<'tojson', { readonly options: readonly Option[]; readonly types: readonly Aggregation[] }>
  | Of<'uniq', object>
  | Of<'rangemap', { readonly options: readonly Option[] }>
  | Of<'append', { readonly options?: readonly Option[]; readonly pipeline: Pipeline }>
  | Of<'appendpipe', { readonly pipeline: Pipeline }>
  | Of<
      'join',
      { readonly options: readonly Option[]; readonly fields: readonly Word[]; readonly pipeline: Pipeline }
    >
  | Of<'accum', { readonly field: Word; readonly as?: string }>
  | Of<'delta', { readonly field: Word; readonly as?: string; readonly options: readonly Option[] }>
  | Of<'autoregress', { readonly field: Word; readonly as?: string; readonly options: readonly Option[] }>
  | Of<'mvcombine', { readonly options: readonly Option[]; readonly field: Word }>
  | Of<'multisearch', { readonly union?: boolean; readonly pipelines: readonly Pipeline[] }>
  | Of<'mvexpand', { readonly field: Word; readonly limit?: number }>
  | Of<'makemv', { readonly options: readonly Option[]; readonly field: Word }>
  | Of<'nomv', { readonly field: Word }>
  | Of<'top', { readonly rare: boolean } & Frequency>
  | Of<'convert', { readonly options: readonly Option[]; readonly conversions: readonly Aggregation[] }>
  | Of<'strcat', Plain>
  | Of<
      'replace',
      {
        readonly replacements: readonly { readonly from: Word; readonly to: Word }[];
        readonly fields: readonly Word[];
      }
    >
  | Of<
      'foreach',
      { readonly fields: readonly Word[]; readonly options: readonly Option[]; readonly template: string }
    >;

interface Frequency {
  readonly count?: number;
  readonly options: readonly Option[];
  readonly fields: readonly Word[];
  readonly by: readonly Word[];
}

export type CommandKind = Command['kind'];
export type CommandOf<Kind extends CommandKind> = Extract<Command, { readonly kind: Kind }>;
