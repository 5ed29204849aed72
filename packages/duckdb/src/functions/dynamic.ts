import type { Expression } from '@interloper/plan';
import type { PrintedCall } from '@interloper/sql';
import { scriptedPrinters } from '../scripted/print.js';
import { quoteIdentifier, quoteText } from '../text.js';
import { jsonText, toJson } from './conversion.js';
import type { FamilyPrinters } from './family.js';
import { argument, constantText } from './family.js';

const scriptedTexts = scriptedPrinters(['jsonAtPath']);

export const dynamic: FamilyPrinters<'dynamic'> = {
  // JSON null inside a value is the plan's null.
  path: (call) => `nullif(json_extract(${argument(call, 0)}, ${jsonPath(call)}), 'null'::JSON)`,
  pathText: (call) => `json_extract_string(${argument(call, 0)}, ${jsonPath(call)})`,
  pathAll: (call) => `to_json(nullif(json_extract(${argument(call, 0)}, ${wildcardPath(call)}), []))`,
  // Measured on DuckDB 1.5.5: json_transform to a struct costs a third of json_extract_string with a list of paths.
  pathTexts: (call) => {
    const tree: Tree = {};
    for (const [index] of call.args.slice(1).entries()) plant(tree, stepsAt(call, index + 1));
    return `json_transform(${argument(call, 0)}, ${quoteText(JSON.stringify(tree))})`;
  },
  pathTextAt: (call) =>
    `${argument(call, 0)}${stepsAt(call, 1)
      .map((step) => `.${quoteIdentifier(step)}`)
      .join('')}`,
  arrayLength: (call) =>
    `CASE WHEN json_type(${argument(call, 0)}) = 'ARRAY' THEN CAST(json_array_length(${argument(call, 0)}) AS BIGINT) END`,
  arrayContains: (call) =>
    `coalesce(list_contains(TRY_CAST(${argument(call, 0)} AS JSON[]), ${argument(call, 1)}), false)`,
  makeArray: (call) => `json_array(${call.args.map((arg, index) => json(call, arg, index)).join(', ')})`,
  makeObject: (call) =>
    `json_object(${call.args.map((arg, index) => (index % 2 === 0 ? arg : json(call, arg, index))).join(', ')})`,
  presentObject: (call) => {
    const members = call.args.flatMap((arg, index) => {
      if (index % 2 === 0) return [];
      const key = `${JSON.stringify(constantText(call, index - 1))}:`;
      return [`${quoteText(key)} || CAST(${json(call, arg, index)} AS VARCHAR)`];
    });
    return `CAST('{' || concat_ws(',', ${members.join(', ')}) || '}' AS JSON)`;
  },
  namedProperty: (call) => {
    const [list, name] = [argument(call, 0), constantText(call, 2)];
    const at = (index: number): string => quoteText(`$${member(constantText(call, index))}`);
    const elements = `CASE WHEN json_type(${list}) = 'ARRAY' THEN CAST(${list} AS JSON[]) END`;
    const found = `list_filter(${elements}, lambda "→e": json_extract_string("→e", ${at(1)}) = ${quoteText(name)})`;
    // Most lists do not have the name: that is seen without taking them apart, unless it may be written with escapes.
    const written = `CAST(${list} AS VARCHAR)`;
    const may = `contains(${written}, ${quoteText(name)}) OR contains(${written}, '\\')`;
    return `CASE WHEN ${may} THEN json_extract_string(${found}[1], ${at(3)}) END`;
  },
  jsonAtPath: (call) => `CAST(${scriptedTexts.jsonAtPath(call)} AS JSON)`,
  objectKeys: (call) =>
    `CASE WHEN json_type(${argument(call, 0)}) = 'OBJECT' THEN to_json(json_keys(${argument(call, 0)})) END`,
  splitText: (call) => `to_json(string_split(${argument(call, 0)}, ${argument(call, 1)}))`,
  jsonType: (call) =>
    `CASE json_type(${argument(call, 0)}) WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'real' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' WHEN 'HUGEINT' THEN 'long' END`,
};

export const multivalue: FamilyPrinters<'multivalue'> = {
  mvAppend: (call) => {
    const lists = call.args.map((arg, index) =>
      call.expressions[index]?.type === 'multivalue' ? `coalesce(${arg}, [])` : `[${arg}]`,
    );
    return noneAsNull(`list_filter(${concatenation(lists)}, lambda "→x": "→x" IS NOT NULL)`);
  },
  mvCount: (call) => `CAST(len(${argument(call, 0)}) AS BIGINT)`,
  mvIndex: (call) => {
    const [list, from, to = from] = [argument(call, 0), argument(call, 1), call.args[2]];
    const offset = (index: string): string =>
      `(CASE WHEN ${index} < 0 THEN len(${list}) + ${index} ELSE ${index} END)`;
    const inside = `${offset(from)} >= 0 AND ${offset(from)} <= ${offset(to)} AND ${offset(from)} < len(${list})`;
    return `CASE WHEN ${inside} THEN ${noneAsNull(`list_slice(${list}, ${offset(from)} + 1, ${offset(to)} + 1)`)} END`;
  },
  mvFirst: (call) => `${argument(call, 0)}[1]`,
  // The engine's own joining takes only a constant separator.
  mvJoin: (call) => {
    const [list, separator] = [argument(call, 0), argument(call, 1)];
    if (call.expressions[1]?.kind === 'literal') return `array_to_string(${list}, ${separator})`;
    return `list_reduce(${list}, lambda "→x", "→y": "→x" || ${separator} || "→y")`;
  },
  mvFromJson: (call) => {
    const value = argument(call, 0);
    const elements = `list_filter(TRY_CAST(${value} AS VARCHAR[]), lambda "→x": "→x" IS NOT NULL)`;
    return noneAsNull(
      `CASE WHEN json_type(${value}) = 'ARRAY' THEN ${elements} WHEN json_type(${value}) <> 'NULL' THEN [${jsonText(value)}] END`,
    );
  },
  mvPath: (call) => {
    const text = wildcardPath(call);
    const several = call.expressions.slice(1).some((step) => String(stepOf(step)).endsWith('{}'));
    const found = several
      ? `json_extract_string(${argument(call, 0)}, ${text})`
      : `[json_extract_string(${argument(call, 0)}, ${text})]`;
    return noneAsNull(`list_filter(${found}, lambda "→x": "→x" IS NOT NULL)`);
  },
  mvFind: (call) => {
    const steps = call.args.slice(1).map((_, index) => stepOf(call.expressions[index + 1]));
    const found = steps.reduce<string>(
      (list, step) => {
        const inside = `json_extract("→e", ${quoteText(`$${place(step)}`)})`;
        return throughArrays(`list_transform(${list}, lambda "→e": ${inside})`);
      },
      throughArrays(`[${argument(call, 0)}]`),
    );
    const texts = `list_transform(${found}, lambda "→e": ${jsonText('"→e"')})`;
    return noneAsNull(`list_filter(${texts}, lambda "→x": "→x" IS NOT NULL)`);
  },
  mvAny: (call) => `coalesce(len(list_filter(${argument(call, 0)}, ${argument(call, 1)})) > 0, false)`,
  mvFilter: (call) => noneAsNull(`list_filter(${argument(call, 0)}, ${argument(call, 1)})`),
  mvMap: (call) =>
    noneAsNull(
      `list_filter(list_transform(${argument(call, 0)}, ${argument(call, 1)}), lambda "→x": "→x" IS NOT NULL)`,
    ),
  mvRegexExtract: (call) => {
    const [value, most] = [argument(call, 0), argument(call, 3)];
    const all = (text: string): string =>
      `regexp_extract_all(${text}, ${argument(call, 1)}, CAST(${argument(call, 2)} AS INTEGER))`;
    const found =
      call.expressions[0]?.type === 'multivalue'
        ? `flatten(list_transform(${value}, lambda "→v": ${all('"→v"')}))`
        : all(value);
    const first = isZero(call.expressions[3]) ? found : `list_slice(${found}, 1, ${most})`;
    return noneAsNull(`list_filter(${first}, lambda "→x": "→x" IS NOT NULL)`);
  },
  mvSplit: (call) => `string_split(${argument(call, 0)}, ${argument(call, 1)})`,
  mvDedup: (call) => {
    const list = argument(call, 0);
    return `list_filter(${list}, lambda "→x", "→i": list_position(${list}, "→x") = "→i")`;
  },
  mvSort: (call) => `list_sort(${argument(call, 0)})`,
};

/** JSON values with each array among them replaced by its elements; absent ones are left out. */
function throughArrays(list: string): string {
  const present = `list_filter(${list}, lambda "→e": "→e" IS NOT NULL)`;
  return `flatten(list_transform(${present}, lambda "→e": CASE WHEN json_type("→e") = 'ARRAY' THEN CAST("→e" AS JSON[]) ELSE ["→e"] END))`;
}

/** The shape json_transform is given: names down to the texts wanted. */
interface Tree {
  [name: string]: Tree | 'VARCHAR';
}

function plant(tree: Tree, steps: readonly string[]): void {
  const [first, ...rest] = steps;
  if (first === undefined) throw new Error('a path must have a step');
  const known = tree[first];
  if (rest.length === 0) {
    if (known !== undefined) throw new Error(`one path begins with another at ${first}`);
    tree[first] = 'VARCHAR';
    return;
  }
  if (known === 'VARCHAR') throw new Error(`one path begins with another at ${first}`);
  const inner = known ?? {};
  tree[first] = inner;
  plant(inner, rest);
}

function stepsAt(call: PrintedCall, index: number): readonly string[] {
  const steps: unknown = JSON.parse(String(stepOf(call.expressions[index])));
  if (!Array.isArray(steps)) throw new Error('a path must be a JSON array of names');
  return steps.map(String);
}

function isZero(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && Number(expression.value) === 0;
}

/** An empty list is null to the plan. */
function noneAsNull(list: string): string {
  return `nullif(${list}, [])`;
}

function concatenation(lists: readonly string[]): string {
  const [first = '[]', ...rest] = lists;
  return rest.reduce((sum, list) => `list_concat(${sum}, ${list})`, first);
}

function json(call: PrintedCall, arg: string, index: number): string {
  return toJson(arg, call.expressions[index]?.type);
}

/** The steps behind the first argument as DuckDB's JSONPath; a constant for constant steps. */
function jsonPath(call: PrintedCall): string {
  const parts = call.expressions.slice(1).map((step, index) => {
    if (step.kind === 'literal') return quoteText(place(stepOf(step)));
    const printed = argument(call, index + 1);
    if (step.type === 'string') return `('."' || replace(${printed}, '"', '\\"') || '"')`;
    return `(CASE WHEN ${printed} < 0 THEN '[#' || ${printed} || ']' ELSE '[' || ${printed} || ']' END)`;
  });
  const constant = call.expressions.slice(1).every((step) => step.kind === 'literal');
  if (constant)
    return quoteText(
      `$${call.expressions
        .slice(1)
        .map((step) => place(stepOf(step)))
        .join('')}`,
    );
  return `('$' || ${parts.join(' || ')})`;
}

/** The steps behind the first argument as DuckDB's JSONPath, where `{}` goes through all elements. */
function wildcardPath(call: PrintedCall): string {
  const steps = call.args.slice(1).map((_, index) => stepOf(call.expressions[index + 1]));
  const path = steps.map((step) =>
    typeof step === 'string' && step.endsWith('{}')
      ? `${step === '{}' ? '' : member(step.slice(0, -2))}[*]`
      : place(step),
  );
  return quoteText(`$${path.join('')}`);
}

function stepOf(step: Expression | undefined): string | number {
  if (step?.kind !== 'literal' || (typeof step.value !== 'string' && typeof step.value !== 'number')) {
    throw new Error('a step of a path must be a text or number literal');
  }
  return step.value;
}

function place(step: string | number): string {
  if (typeof step === 'string') return member(step);
  return step < 0 ? `[#${step}]` : `[${step}]`;
}

function member(name: string): string {
  return `."${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
