/** What a pattern of RE2 says of its matches and of its groups; groups stand by number, from 1. */
export interface RegexShape {
  /** No match is empty. */
  readonly nonEmpty: boolean;
  readonly groups: readonly GroupShape[];
}

/** A group: `nonEmpty` where it holds text whenever it took part, `always` where it takes part in every match. */
interface GroupShape {
  readonly nonEmpty: boolean;
  readonly always: boolean;
}

interface Reader {
  readonly pattern: string;
  at: number;
  readonly groups: { nonEmpty: boolean; always: boolean }[];
}

/** An escape of one character: by name, by code, of a class. */
const CHARACTER = /\\(?:[pP](?:\{\^?\w+\}|\w)|x(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2})|[0-7]{1,3}|[^bBAzQEC])/uy;
/** A class; its first character may be a bracket that does not close it. */
const CLASS = /\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/uy;
const PLACE = /\\[bBAz]|[$^]/y;
const OPENING = /\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?/y;
const FLAGS = /\(\?[a-zA-Z-]+\)/y;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;

/**
 * Reads a pattern of RE2 (https://github.com/google/re2/wiki/Syntax) for what can be said without matching. Undefined
 * of what this does not read; where it is in doubt, a group may be empty or missing.
 */
export function regexShape(pattern: string): RegexShape | undefined {
  const reader: Reader = { pattern, at: 0, groups: [] };
  const nonEmpty = alternatives(reader);
  if (nonEmpty === undefined || reader.at < pattern.length) return undefined;
  return { nonEmpty, groups: reader.groups };
}

/** Whether every alternative up to a closing bracket takes a character; groups inside several may be missing. */
function alternatives(reader: Reader): boolean | undefined {
  const from = reader.groups.length;
  let nonEmpty = true;
  for (let count = 1; ; count += 1) {
    const branch = sequence(reader);
    if (branch === undefined) return undefined;
    nonEmpty &&= branch;
    if (take(reader, /\|/y) === undefined) {
      if (count > 1) miss(reader, from);
      return nonEmpty;
    }
  }
}

function sequence(reader: Reader): boolean | undefined {
  let nonEmpty = false;
  while (reader.at < reader.pattern.length && !/[|)]/.test(reader.pattern.charAt(reader.at))) {
    const from = reader.groups.length;
    const taken = piece(reader);
    if (taken === undefined) return undefined;
    const quantifier = take(reader, QUANTIFIER);
    const least = quantifier === undefined || quantifier[0].startsWith('+') ? 1 : Number(quantifier[1] ?? 0);
    if (least === 0) miss(reader, from);
    nonEmpty ||= taken && least > 0;
  }
  return nonEmpty;
}

/** Whether the piece that stands next takes a character. */
function piece(reader: Reader): boolean | undefined {
  if (take(reader, PLACE) !== undefined || take(reader, FLAGS) !== undefined) return false;
  if (take(reader, CHARACTER) !== undefined || take(reader, CLASS) !== undefined) return true;
  const opening = take(reader, OPENING)?.[0];
  if (opening === undefined) return take(reader, /[^\\()[*+?]/uy) === undefined ? undefined : true;
  const own = { nonEmpty: false, always: true };
  if (!opening.endsWith(':')) reader.groups.push(own);
  const inner = alternatives(reader);
  if (inner === undefined || take(reader, /\)/y) === undefined) return undefined;
  own.nonEmpty = inner;
  return inner;
}

/** The groups from one on may take no part. */
function miss({ groups }: Reader, from: number): void {
  for (const group of groups.slice(from)) group.always = false;
}

function take(reader: Reader, what: RegExp): RegExpExecArray | undefined {
  what.lastIndex = reader.at;
  const found = what.exec(reader.pattern);
  if (found === null) return undefined;
  reader.at = what.lastIndex;
  return found;
}
