/** Plain YAML data. */
export type Data = null | boolean | number | bigint | string | readonly Data[] | DataMap;
export interface DataMap {
  readonly [key: string]: Data;
}

/** Stops at the first thing that a pipeline asks for and that is not supported, or that a rule fails by. */
export class PipelineFailure extends Error {}

export function isMap(value: Data | undefined): value is DataMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Data | undefined): value is readonly Data[] {
  return Array.isArray(value);
}

export function listOf(value: Data | undefined): readonly Data[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** The text of a setting; numbers and truth values as they are written. */
export function textIn(map: DataMap, key: string): string | undefined {
  const value = map[key];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** A setting that must be there. */
export function neededText(map: DataMap, key: string, what: string): string {
  const value = textIn(map, key);
  if (value === undefined) throw new PipelineFailure(`${what} needs \`${key}\``);
  return value;
}

/** A regular expression of Python, as far as it means the same here. */
export function patternOf(text: string, what: string): RegExp {
  try {
    return new RegExp(text.replaceAll('(?P<', '(?<'), 'u');
  } catch {
    try {
      return new RegExp(text.replaceAll('(?P<', '(?<'));
    } catch (error) {
      throw new PipelineFailure(`${what}: \`${text}\` is no regular expression`, { cause: error });
    }
  }
}

/** Refuses settings that are not known, so that none is passed over in silence. */
export function checkKeys(map: DataMap, known: readonly string[], what: string): void {
  const unknown = Object.keys(map).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new PipelineFailure(`${what}: ${unknown.join(', ')} is not supported`);
}
