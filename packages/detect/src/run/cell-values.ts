import type { Json } from '@interloper/sql';

/** The texts in a cell that holds one or a list of them, as an array or as JSON text; trimmed, no empty ones. */
export function textsOf(cell: Json | undefined): readonly string[] {
  if (cell === undefined || cell === null) return [];
  if (Array.isArray(cell)) return cell.flatMap(textsOf);
  if (typeof cell === 'object') return [JSON.stringify(cell)];
  const text = String(cell).trim();
  return (jsonList(text) ?? [text]).map((each) => each.trim()).filter((each) => each !== '');
}

/** The elements of a JSON array as texts; undefined when the text is none. */
export function jsonList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch {
    return undefined;
  }
}
