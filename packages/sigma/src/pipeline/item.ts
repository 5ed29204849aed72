import type { Data } from './shape.js';

/** A line of a selection: `field|modifiers`, and its values. A keyword has no field. */
export interface PipelineItem {
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly values: Data;
}

export function itemOf(key: string, values: Data): PipelineItem {
  const [field = '', ...modifiers] = key.split('|');
  return { field, modifiers, values };
}

export function keyOf({ field, modifiers }: PipelineItem): string {
  return [field, ...modifiers].join('|');
}

/** The texts among the values of a line. */
export function textsOf({ values }: PipelineItem): readonly string[] {
  const list = Array.isArray(values) ? (values as readonly Data[]) : [values];
  return list.filter((value) => typeof value === 'string');
}

/** A line with each of its values changed; several may come of one. */
export function mapValues(item: PipelineItem, change: (value: Data) => readonly Data[]): PipelineItem {
  const list = Array.isArray(item.values) ? (item.values as readonly Data[]) : [item.values];
  const values = list.flatMap((value) => change(value));
  const [first = null] = values;
  return { ...item, values: values.length === 1 && !Array.isArray(item.values) ? first : values };
}
