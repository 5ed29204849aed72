import type { PlacedText } from '@interloper/plan';

/** A stanza of a Splunk .conf file: its settings by name, the last one of a name. */
export interface Stanza {
  readonly name: string;
  readonly settings: ReadonlyMap<string, PlacedText>;
}

/** A line of a value, and where it stands in the file. */
interface Piece {
  readonly text: string;
  readonly from: number;
}

/**
 * Reads a file in the form of Splunk's .conf files (Admin Manual, "How to edit a configuration file"): stanzas,
 * settings, comments that begin a line, and lines that end in a backslash and go on in the next one.
 */
export function readConf(text: string): readonly Stanza[] {
  const stanzas: { readonly name: string; readonly settings: Map<string, PlacedText> }[] = [];
  const lines = linesOf(text);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? { text: '', from: 0 };
    const written = line.text.trim();
    if (written === '' || written.startsWith('#')) continue;
    const stanza = /^\[(.*)\]$/.exec(written)?.[1];
    if (stanza !== undefined) {
      stanzas.push({ name: stanza, settings: new Map() });
      continue;
    }
    const pieces = [line];
    while (pieces.at(-1)?.text.endsWith('\\') === true && at + 1 < lines.length) {
      at += 1;
      pieces.push(lines[at] ?? { text: '', from: 0 });
    }
    const equals = line.text.indexOf('=');
    if (equals === -1) continue;
    // What stands before the first stanza is of the default one.
    if (stanzas.length === 0) stanzas.push({ name: 'default', settings: new Map() });
    const name = line.text.slice(0, equals).trim();
    stanzas.at(-1)?.settings.set(name, valueOf(pieces, equals + 1));
  }
  return stanzas;
}

function linesOf(text: string): readonly Piece[] {
  const lines: Piece[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ text: line.replace(/\r$/, ''), from });
    from += line.length + 1;
  }
  return lines;
}

function valueOf(pieces: readonly Piece[], begin: number): PlacedText {
  let text = '';
  const starts: number[] = [];
  pieces.forEach((piece, index) => {
    const goesOn = index < pieces.length - 1;
    const from = index === 0 ? begin : 0;
    const part = (goesOn ? piece.text.slice(0, -1) : piece.text).slice(from);
    const value = goesOn ? `${part}\n` : part;
    for (let at = 0; at < value.length; at += 1) starts.push(piece.from + from + at);
    text += value;
  });
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept = starts.slice(lead, lead + trimmed.length);
  return { text: trimmed, starts: kept, ends: kept.map((start) => start + 1) };
}
