import { call } from '@interloper/plan';
import type { ViewColumn } from '@interloper/plan';
import { derived } from '../stored-log/views.js';
import { recordPaths, stored } from './columns.js';
import { field, jsonField, jsonFields, plainFields } from './record-fields.js';

const nested = recordPaths.filter((path) => path.includes('.'));

/** The record by its own names, as SPL and Sigma know it; paths lead on into the JSON ones (`Parameters{}.Name`). */
export const rawColumns: readonly ViewColumn[] = [
  ...plainFields.map((name) =>
    name === 'CreationTime'
      ? derived(name, call('isoText', [stored('EventTime')]))
      : derived(name, field(name)),
  ),
  ...jsonFields.map((name) => derived(name, jsonField(name))),
  ...nested.map((path) => derived(path, stored(path))),
];
