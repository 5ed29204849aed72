import type { Container, Unrecognised } from './container.js';
import type { Sample } from './containers.js';
import { containerOf, errorAnswer, isObject, recordKinds, wrappingOf } from './containers.js';
import { recogniseCsv } from './csv-header.js';
import type { Sketch } from './head-sketch.js';
import { sketchOf } from './head-sketch.js';
import type { InputMember } from './input-member.js';

/** Lines that vote on whether a text is one JSON value per line. */
const LINES = 20;
/** Characters that are read to see what a JSON value holds. */
const SKETCH = 64 * 1024;

/**
 * Recognises how records lie in an input, by its first 256 KB and never by its name. Text that holds no records is
 * `unrecognised`, with what was seen instead.
 */
export function recognise(
  input: Pick<InputMember, 'head' | 'complete' | 'binary'>,
): Container | Unrecognised {
  if (input.binary === 'parquet') return { kind: 'parquet', id: 'parquet', title: 'Parquet' };
  if (input.binary !== undefined) return unrecognised(`this is a ${input.binary}`);
  const text = input.head.replace(/^[\s\uFEFF]+/u, '');
  if (text === '' && input.complete) return { kind: 'empty', id: 'empty', title: 'Empty file' };
  if (text === '') return unrecognised('nothing but white space in its beginning');
  const json = /^[[{"]/u.test(text) ? recogniseJson(text, input.complete) : undefined;
  if (json !== undefined && json.kind !== 'unrecognised') return json;
  return (
    recogniseCsv(input.head, input.complete) ??
    recogniseLines(text, input.complete) ??
    json ??
    unrecognisedText(text)
  );
}

function recogniseJson(text: string, complete: boolean): Container | Unrecognised {
  const lines = recogniseLines(text, complete);
  if (lines !== undefined) return lines;
  const sketch = sketchOf(text.slice(0, SKETCH));
  if (Array.isArray(sketch.value)) return containerOfList(sketch, sketch.value, text);
  if (isObject(sketch.value)) {
    const sample = sketch.value;
    if (sketch.wrong && Object.keys(sample).length === 0) return unrecognisedText(text);
    const rest = sketch.ended ? text.slice(sketch.end) : '';
    const alone = rest.trim() === '';
    const oneLine = !text.slice(0, sketch.end).trimEnd().includes('\n') && !sketch.wrong;
    const shape = oneLine && (alone || /^[ \t\r]*\n/u.test(rest)) ? 'lines' : 'values';
    const wrapping = wrappingOf(sample);
    if (wrapping !== undefined) {
      // A list of records is walked element by element, however many lines there are.
      return containerOf(wrapping, wrapping.list === undefined ? shape : 'values');
    }
    const error = errorAnswer(sample);
    if (error !== undefined) return unrecognised(error);
    return {
      kind: shape,
      ...kindOfRecord(sample, shape === 'values' ? 'json-values' : alone ? 'json-line' : 'json-lines'),
    };
  }
  return unrecognisedText(text);
}

/** One JSON object per line, when most of the first lines are whole objects; the first may be damaged. */
function recogniseLines(text: string, complete: boolean): Container | undefined {
  const lines = text.split('\n', LINES + 1).filter((line) => line.trim() !== '');
  // The last line may be cut by the end of the head.
  if (!complete || lines.length > LINES) lines.pop();
  if (lines.length < 2) return undefined;
  const values = lines.map(parsed);
  // A first line that is damaged, not one that opens what the next ones fill.
  const [first = ''] = lines;
  if (values[0] === undefined && /^[[{]/u.test(first) && !/^\{\s*".*[^[{\s]\s*$/u.test(first))
    return undefined;
  const objects = values.filter(isObject);
  const [sample] = objects;
  if (sample === undefined) return undefined;
  // Lists among the lines: back to back values, read value by value.
  const wrapping = wrappingOf(sample);
  if (values.some((value) => Array.isArray(value))) {
    return wrapping === undefined
      ? { kind: 'values', ...kindOfRecord(sample, 'json-values') }
      : containerOf(wrapping, 'values');
  }
  if (objects.length * 2 < lines.length) return undefined;
  if (wrapping !== undefined) return containerOf(wrapping, 'lines');
  return { kind: 'lines', ...kindOfRecord(sample, 'json-lines') };
}

function containerOfList(sketch: Sketch, list: readonly unknown[], text: string): Container | Unrecognised {
  const sample = list.find(isObject);
  const more = sketch.ended && text.slice(sketch.end).trim() !== '';
  if (sketch.wrong && (sample === undefined || Object.keys(sample).length === 0))
    return unrecognisedText(text);
  if (list.length === 0)
    return { kind: more ? 'values' : 'array', id: 'json-array', title: titles['json-array'] };
  if (sample === undefined) return unrecognised(`a JSON array of ${typeof list[0]}s, not of records`);
  const wrapping = wrappingOf(sample);
  if (wrapping !== undefined) {
    return containerOf(wrapping, more && wrapping.list === undefined ? 'values' : 'array');
  }
  return { kind: more ? 'values' : 'array', ...kindOfRecord(sample, more ? 'json-values' : 'json-array') };
}

const titles = {
  'json-lines': 'JSON Lines',
  'json-line': 'JSON, one object',
  'json-values': 'JSON values back to back',
  'json-array': 'JSON array',
} as const;

function kindOfRecord(
  sample: Sample,
  otherwise: keyof typeof titles,
): { readonly id: string; readonly title: string } {
  const known = recordKinds.find(({ test }) => test(sample));
  return { id: known?.id ?? otherwise, title: known?.title ?? titles[otherwise] };
}

function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}

function unrecognisedText(text: string): Unrecognised {
  const seen = text.slice(0, 60).split('\n', 1)[0] ?? '';
  const begins = `begins with ${JSON.stringify(seen)}`;
  if (/^[[{\s]+'/u.test(text)) {
    return unrecognised(`Python literals, not JSON (${begins}): export it as JSON`);
  }
  if (/^<(?:\?xml|!doctype|html|[A-Za-z])/iu.test(text)) return unrecognised(`XML or HTML (${begins})`);
  return unrecognised(`text that is neither JSON nor CSV (${begins})`);
}

function unrecognised(cause: string): Unrecognised {
  return { kind: 'unrecognised', cause };
}
