import { call, column, long, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { jsonTextOf } from '../expressions.js';
import type { StoredLog } from './stored-log.js';

const SECOND = 10_000_000;

/** A time at each precision, null where it is not known so exactly: the coarser of two is what counts. */
export function precisions(name: string): readonly Expression[] {
  const time = column(name, 'datetime');
  const at = (ticks: number): Expression => call('binDown', [time, long(ticks)]);
  const finer = (ticks: number, value: Expression): Expression =>
    call('if', [call('eq', [at(ticks), time]), nullOf('datetime'), value]);
  return [
    at(SECOND),
    finer(SECOND, at(SECOND / 1000)),
    finer(SECOND / 1000, at(SECOND / 1_000_000)),
    finer(SECOND / 1_000_000, time),
  ];
}

/** Columns without regard to case, JSON without white space; empty text is no value. */
export function words(log: Pick<StoredLog, 'typeOf'>, ...names: readonly string[]): readonly Expression[] {
  return names.map((name) => {
    const value = column(name, log.typeOf(name));
    const written = value.type === 'dynamic' ? jsonTextOf(call('toText', [value])) : call('toText', [value]);
    return call('nullIf', [call('lower', [written]), text('')]);
  });
}

/** The texts at a path in a JSON column, through all arrays, whatever the order of elements and properties. */
export function textsAt(
  log: Pick<StoredLog, 'typeOf'>,
  name: string,
  ...path: readonly string[]
): Expression {
  const found = call('mvFind', [column(name, log.typeOf(name)), ...path.map(text)]);
  return call('mvJoin', [call('mvSort', [found]), text('\n')]);
}

/**
 * The parts of a JSON value in order of their text, without nulls, empty objects and lists, quotes and white space; null
 * of an empty value.
 */
export function jsonParts(value: Expression): Expression {
  const without = (from: Expression, pattern: string, by = ''): Expression =>
    call('replaceRegex', [from, text(pattern), text(by)]);
  const json = call('toText', [value]);
  const bare = without(without(json, String.raw`"[^"\\]+":(?:null|\{\}|\[\]),?`), String.raw`["\\\s]`);
  const list = call('mvSplit', [without(bare, String.raw`[{}\[\],]+`, ','), text(',')]);
  const sorted = call('mvJoin', [call('mvSort', [list]), text(',')]);
  return call('nullIf', [call('nullIf', [sorted, text(',')]), text('')]);
}
