import type { Expression, NamedExpression, View, ViewModel } from '@interloper/plan';
import { and, bool, call, nullOf, text, viewRows } from '@interloper/plan';
import { diagnostic, suggestion } from '../diagnostics.js';
import { expandMacros } from '../lower/macros.js';
import { decideSearch, lowerSearch } from '../lower/search.js';
import { eventField, filtered, unite } from '../lower/source.js';
import type { Lowering, State } from '../lower/state.js';
import { NODE, emptyState, report } from '../lower/state.js';
import { asText } from '../lower/values.js';
import type { SearchExpr, Word } from '../syntax/tree.js';
import type { DataModel } from './models.js';
import { dataModelOf, dataModels, modelField } from './models.js';

/** What is asked of a data model. */
export interface ModelQuery {
  readonly model: DataModel;
  /** A dataset below the root whose events alone are wanted. */
  readonly dataset?: string;
  /** The fields to bring, under the names they are to have. */
  readonly fields: readonly string[];
  /** The field of the model that a name means. */
  readonly fieldOf: (name: string) => string | undefined;
  readonly condition?: SearchExpr;
  /** All fields are brought, whichever the rule uses: what is not filled is said in one note. */
  readonly all?: true;
  readonly span: Word['span'];
}

/** The model and dataset that `Model` or `Model.Dataset` names; undefined, reported, when there is none. */
export function namedModel(
  { text: written, span }: Word,
  lowering: Lowering,
): { readonly model: DataModel; readonly dataset?: string } | undefined {
  const [name = '', ...path] = written.split('.');
  const model = dataModelOf(name);
  if (model === undefined) {
    const names = dataModels.map((each) => each.name);
    const help = suggestion(name, names) ?? `the data models are ${names.join(', ')}`;
    lowering.missing.add(name);
    report(lowering, diagnostic('SPL0414', [name], { span, help }));
    return undefined;
  }
  const dataset = path.at(-1);
  if (dataset === undefined || dataset === model.root) return { model };
  return isDataset(model, dataset, span, lowering) ? { model, dataset } : undefined;
}

function isDataset(model: DataModel, name: string, span: Word['span'], lowering: Lowering): boolean {
  if (Object.hasOwn(model.datasets, name)) return true;
  const names = [model.root, ...Object.keys(model.datasets)];
  const help = suggestion(name, names) ?? `its datasets are ${names.join(', ')}`;
  report(lowering, diagnostic('SPL0415', [model.name, name], { span, help }));
  return false;
}

/** The events of a data model: those of all logs that have some, with the fields that the logs fill. */
export function modelEvents(query: ModelQuery, lowering: Lowering): State {
  const { model, span } = query;
  const nodes = new Set<string>(query.dataset === undefined ? [] : [query.dataset]);
  const written = query.condition === undefined ? undefined : expandMacros(query.condition, lowering);
  const condition = written === undefined ? undefined : withNodes(written, model, nodes, lowering);
  const declared = lowering.catalog.sourcetypes.flatMap((view) =>
    (view.models ?? []).filter((each) => each.model === model.name).map((rows) => ({ view, rows })),
  );
  if (declared.length === 0) {
    lowering.missing.add(model.name);
    const help = 'no log has events for it';
    report(lowering, diagnostic('SPL0414', [model.name], { span, help }));
    return emptyState();
  }
  const picked = declared.flatMap(({ view, rows }) => {
    const decided = condition === undefined ? true : decideSearch(condition, view, lowering);
    return decided === false ? [] : [{ view, rows, decided }];
  });
  sayUnfilled(query, nodes, picked, lowering);
  const states = picked.map(({ view, rows, decided }) => {
    const state = eventsOf(view, rows, query, nodes);
    const wanted = query.dataset === undefined ? [] : [inNode(query.dataset)];
    const terms = decided === undefined || typeof decided === 'boolean' ? [] : [decided];
    const predicates = [...wanted, ...terms].map((term) => lowerSearch(term, state, lowering));
    return predicates.length === 0 ? state : filtered(state, and(...predicates));
  });
  return states.length === 0 ? emptyState() : unite(states);
}

function eventsOf(view: View, rows: ViewModel, query: ModelQuery, nodes: ReadonlySet<string>): State {
  const { model, fields, fieldOf } = query;
  const time = view.columns.find((item) => item.name === view.time)?.expression ?? nullOf('datetime');
  const columns: NamedExpression[] = [{ name: '_time', expression: time }];
  for (const name of new Set(fields)) {
    if (name === 'sourcetype') columns.push({ name, expression: text(view.name) });
    const field = fieldOf(name);
    if (field === undefined) continue;
    columns.push({ name, expression: filledBy(view, field) ?? nullOf('string') });
  }
  for (const node of nodes) {
    const member = call('isTrue', [memberOf(view, rows, model, node)]);
    columns.push({ name: NODE + node, expression: call('if', [member, text('yes'), text('no')]) });
  }
  const all = viewRows(view);
  const input =
    rows.where === undefined ? all : ({ kind: 'filter', input: all, predicate: rows.where } as const);
  return { relation: { kind: 'project', input, columns }, order: 'events', hidesTime: false };
}

/** The value of a model's field in a view; undefined where the log does not fill it. Only its very name counts. */
function filledBy(view: View, field: string): Expression | undefined {
  const found =
    view.columns.find(({ name }) => name === field) ??
    view.columns.find(({ aliases }) => aliases?.includes(field) === true);
  return found === undefined ? undefined : eventField(found.expression);
}

/** Whether an event is in a dataset; null where the log does not say. */
function memberOf(view: View, rows: ViewModel, model: DataModel, node: string): Expression {
  const declared = rows.datasets?.[node];
  if (declared !== undefined) return declared;
  const { action, within } = model.datasets[node] ?? {};
  if (action === undefined) return bool(false);
  const value = filledBy(view, 'action');
  const told = value === undefined ? bool(false) : call('eqIgnoreCase', [asText(value), text(action)]);
  return within === undefined ? told : and(memberOf(view, rows, model, within), told);
}

/** A term that holds for the events of a dataset. */
function inNode(node: string): SearchExpr {
  const span = { start: 0, end: 0 };
  return {
    kind: 'compare',
    field: { text: NODE + node, quoted: true, span },
    operator: '=',
    value: { text: 'yes', quoted: true, span },
    span,
  };
}

/** A condition in which `nodename=` asks for membership of a dataset; the datasets are added to `nodes`. */
function withNodes(
  expression: SearchExpr,
  model: DataModel,
  nodes: Set<string>,
  lowering: Lowering,
): SearchExpr | undefined {
  const named = ({ text: written, span }: Word): SearchExpr | undefined => {
    const name = written.split('.').at(-1) ?? '';
    if (name === model.root || !isDataset(model, name, span, lowering)) return undefined;
    nodes.add(name);
    return inNode(name);
  };
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const terms = expression.terms.map((term) => withNodes(term, model, nodes, lowering));
      const known = terms.flatMap((term) => term ?? []);
      const [first] = known;
      // The root dataset holds every event.
      if (first === undefined || (expression.kind === 'or' && known.length < terms.length)) return undefined;
      return known.length === 1 ? first : { ...expression, terms: known };
    }
    case 'not': {
      const term = withNodes(expression.term, model, nodes, lowering);
      return term === undefined ? undefined : { ...expression, term };
    }
    case 'compare':
      if (expression.field.text !== 'nodename') return expression;
      if (expression.operator === '=') return named(expression.value);
      if (expression.operator === '!=') {
        const term = named(expression.value);
        return term === undefined ? undefined : { kind: 'not', term, span: expression.span };
      }
      return expression;
    case 'in': {
      if (expression.field.text !== 'nodename') return expression;
      const terms = expression.values.map(named);
      const known = terms.flatMap((term) => term ?? []);
      return known.length < terms.length ? undefined : { kind: 'or', terms: known, span: expression.span };
    }
    case 'term':
    case 'macro':
    case 'subsearch':
      return expression;
  }
}

interface Picked {
  readonly view: View;
  readonly rows: ViewModel;
}

/** Says which of the fields and datasets asked for which logs do not fill. */
function sayUnfilled(
  { model, fields, fieldOf, span, all }: ModelQuery,
  nodes: ReadonlySet<string>,
  picked: readonly Picked[],
  lowering: Lowering,
): void {
  const say = (name: string, lacks: (each: Picked) => boolean): void => {
    const logs = picked.filter(lacks).map(({ view }) => view.name);
    if (logs.length === 0 || lowering.warned.has(`unfilled:${name}`)) return;
    lowering.warned.add(`unfilled:${name}`);
    const which = [...new Set(logs)].join(', ');
    report(lowering, diagnostic('SPL0416', [name, which], { span, severity: 'warning' }));
  };
  if (all === true) noteUnfilled(fields, fieldOf, picked, span, lowering);
  for (const name of all === true ? [] : new Set(fields)) {
    const field = fieldOf(name);
    if (field !== undefined) say(name, ({ view }) => filledBy(view, field) === undefined);
  }
  for (const node of nodes) {
    const top = model.datasets[node]?.within ?? node;
    if (model.datasets[top]?.action === undefined) say(top, ({ rows }) => rows.datasets?.[top] === undefined);
  }
}

function noteUnfilled(
  fields: readonly string[],
  fieldOf: ModelQuery['fieldOf'],
  picked: readonly Picked[],
  span: Word['span'],
  lowering: Lowering,
): void {
  const gaps = picked.flatMap(({ view }) => {
    const lacking = fields.filter((name) => {
      const field = fieldOf(name);
      return field !== undefined && filledBy(view, field) === undefined;
    });
    return lacking.length === 0 ? [] : [`${view.name}: ${lacking.join(', ')}`];
  });
  if (gaps.length === 0) return;
  report(lowering, diagnostic('SPL0417', [gaps.join('; ')], { span, severity: 'info' }));
}

/** The names of a prefixed model's fields that a query's parts use. */
export function prefixedField(model: DataModel): (name: string) => string | undefined {
  return (name) => modelField(model, name);
}
