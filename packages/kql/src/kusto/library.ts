import { createRequire } from 'node:module';

/** A list of Bridge.NET. */
export interface BridgeList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

/** A symbol of Microsoft's binder: a column, table, function, operator, variable or type. */
export interface KustoSymbol {
  readonly Name: string;
  /** True for what the documentation leaves out. */
  readonly IsHidden?: boolean;
  readonly IsObsolete?: boolean;
  /** Columns of a table symbol. */
  readonly Columns?: BridgeList<ColumnSymbol>;
  /** Members of a group symbol, which a wildcard name refers to. */
  readonly Members?: BridgeList<KustoSymbol>;
}

export interface TableSymbol extends KustoSymbol {
  WithIsOpen(open: boolean): KustoSymbol;
}

export interface ColumnSymbol extends KustoSymbol {
  readonly Type: KustoSymbol;
  /** Where the column comes from, such as the expression that computes it. */
  readonly Source?: SyntaxNode | null;
  /** The columns that one with another name, to be unique, stands for. */
  readonly OriginalColumns?: BridgeList<ColumnSymbol> | null;
}

/** A node or token of Microsoft's syntax tree. */
export interface SyntaxNode {
  readonly ChildCount: number;
  GetChild(index: number): SyntaxNode | null;
  readonly IsToken: boolean;
  /** The top of the tree: the rule's, or the expanded body of a function. */
  readonly Root?: SyntaxNode;
  readonly TextStart: number;
  readonly Width: number;
  /** The text of a token. */
  readonly Text?: string;
  readonly SimpleName?: string;
  readonly LiteralValue?: unknown;
  readonly ResultType?: KustoSymbol | null;
  readonly ReferencedSymbol?: KustoSymbol | null;
  /** For a call of a function of the rule: its body, expanded and bound for these arguments. */
  GetCalledFunctionBody?(): SyntaxNode | null;
}

export interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

interface KustoCode {
  readonly Syntax: SyntaxNode;
  readonly ResultType: KustoSymbol | null;
  GetDiagnostics(): BridgeList<KustoDiagnostic>;
}

export interface GlobalState {
  WithDatabase(database: KustoSymbol): GlobalState;
  /** The same state, which keeps the bodies of functions as they were bound for the arguments of a call. */
  WithCache(): GlobalState;
}

/** A call whose type a function decides by its arguments. */
interface BoundCall {
  readonly Arguments: BridgeList<{ readonly ConstantValue?: unknown }>;
}

/** The part of Microsoft's library that is used here. Overloaded constructors are numbered by Bridge.NET. */
export interface KustoLibrary {
  readonly KustoCode: {
    Parse(text: string): KustoCode;
    ParseAndAnalyze(text: string, globals: GlobalState): KustoCode;
  };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly Functions: { readonly All: readonly KustoSymbol[] };
  readonly Aggregates: { readonly All: readonly KustoSymbol[] };
  readonly PlugIns: { readonly All: readonly KustoSymbol[] };
  readonly Symbols: {
    readonly TableSymbol: {
      readonly $ctor7: new (name: string, schema: string, description: null) => TableSymbol;
      readonly Empty: TableSymbol;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: KustoSymbol[]) => KustoSymbol };
    readonly FunctionSymbol: {
      readonly $ctor4: new (name: string, signatures: readonly KustoSymbol[]) => KustoSymbol;
      readonly $ctor5: new (
        name: string,
        returns: KustoSymbol,
        parameters: readonly KustoSymbol[],
      ) => KustoSymbol;
      readonly $ctor16: new (
        name: string,
        parameters: string,
        body: string,
        description: null,
      ) => KustoSymbol;
    };
    readonly Signature: {
      readonly $ctor1: new (
        returns: (call: BoundCall) => KustoSymbol,
        tabularity: number,
        parameters: readonly KustoSymbol[],
      ) => KustoSymbol;
    };
    readonly Parameter: { readonly $ctor2: new (name: string, type: KustoSymbol) => KustoSymbol };
    readonly ScalarTypes: { readonly String: KustoSymbol; readonly Dynamic: KustoSymbol };
    readonly Tabularity: { readonly Tabular: number };
  };
}

let loaded: KustoLibrary | undefined;

/**
 * Microsoft's Kusto language library. It is loaded at the first use (about 0.2 s) and sets two globals, `Bridge` and
 * `Kusto`.
 */
export function kustoLibrary(): KustoLibrary {
  if (loaded !== undefined) return loaded;
  const load = createRequire(import.meta.url);
  load('@kusto/language-service-next/bridge.min.js');
  load('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  const { Language } = Reflect.get(globalThis, 'Kusto') as { readonly Language: KustoLibrary };
  loaded = Language;
  return loaded;
}
