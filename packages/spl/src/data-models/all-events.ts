import type { Lowering, State } from '../lower/state.js';
import { emptyState } from '../lower/state.js';
import type { Word } from '../syntax/tree.js';
import { modelEvents, namedModel } from './model-events.js';
import { modelField } from './models.js';

/** The events of a data model with all fields that some log fills; the dataset's name stands before them if `prefixed`. */
export function allEvents(name: Word, prefixed: boolean, lowering: Lowering): State {
  const named = namedModel(name, lowering);
  if (named === undefined) return emptyState();
  const { model } = named;
  const filled = lowering.catalog.sourcetypes
    .filter(({ models = [] }) => models.some((each) => each.model === model.name))
    .flatMap(({ columns }) => columns.flatMap((each) => [each.name, ...(each.aliases ?? [])]));
  // A field that no log fills would be a column of nothing.
  const own = [...model.fields].filter((field) => filled.includes(field));
  const fields = ['sourcetype', ...own.map((field) => (prefixed ? `${model.root}.${field}` : field))];
  const fieldOf = (field: string): string | undefined =>
    prefixed ? modelField(model, field) : model.fields.has(field) ? field : undefined;
  return modelEvents({ ...named, fields, fieldOf, span: name.span, all: true }, lowering);
}
