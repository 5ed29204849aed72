import { Buffer } from 'node:buffer';
import type { Diagnostic } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import type { Item } from '../rule/types.js';
import { closestTo } from '../spelling.js';
import { bytesOf } from './encoding.js';
import { isAny, simplify } from './pattern.js';
import { readValue } from './read-value.js';
import { findModifier, modifierNames } from './table.js';
import type { Encoding, ItemState, Value } from './value.js';

/**
 * Applies the modifiers of a line to its values, in the order given (specification, Value Modifiers).
 * Undefined when the line cannot be used; what is wrong has then been reported.
 */
export function applyModifiers(item: Item, report: (problem: Diagnostic) => void): ItemState | undefined {
  let failed = false;
  const watched = (problem: Diagnostic): void => {
    if (problem.severity === 'error') failed = true;
    report(problem);
  };
  let state: ItemState = {
    item,
    values: item.values.map((value) => [readValue(value)]),
    all: false,
    negated: false,
    cased: false,
  };
  for (const { text: name, span } of item.modifiers) {
    const modifier = findModifier(name);
    if (modifier === undefined) watched(problems.unknownModifier(name, closestTo(name, modifierNames), span));
    else if (modifier.needsField === true && item.field === undefined) {
      watched(problems.keywordNeedsField(name, span));
    } else state = modifier.apply(state, { name, span, report: watched });
    if (failed) return undefined;
  }
  if (item.values.length === 0) report(problems.noValues(item.field?.text ?? 'the event', item.span));
  state = {
    ...state,
    values: state.values.map((values) => values.flatMap((value) => finish(value, watched))),
  };
  return failed ? undefined : state;
}

/** Brings a value into its final form: an encoding that nothing consumed becomes text. */
function finish(value: Value, report: (problem: Diagnostic) => void): readonly Value[] {
  if (value.kind !== 'text') return [value];
  if (value.encoding === 'utf8') return [{ ...value, parts: simplify(value.parts) }];
  const parts = value.parts.map((part) =>
    typeof part === 'string' ? textOfBytes(bytesOf(part, withoutMark(value.encoding))) : part,
  );
  if (parts.includes(undefined)) {
    report(problems.notEncodable(value.encoding, value.span));
    return [];
  }
  const whole = parts.filter((part) => part !== undefined);
  // The mark begins the text, behind wildcards that only say where the text may be.
  const begin = isAny(whole[0]) ? 1 : 0;
  if (value.encoding === 'utf16') whole.splice(begin, 0, '\uFEFF');
  return [{ kind: 'text', parts: simplify(whole), encoding: 'utf8', span: value.span }];
}

/** The byte order mark is text of its own: U+FEFF, which logs of UTF-16 show. */
function withoutMark(form: Encoding): Encoding {
  return form === 'utf16' ? 'utf16le' : form;
}

function textOfBytes(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}
