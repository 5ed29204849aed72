/** The texts between the commas of a JSON array or object: numbers stay as they are written. */
export function partsOf(json: string): readonly string[] {
  const parts: string[] = [];
  let [depth, quoted, start] = [0, false, 1];
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at];
    if (quoted) {
      if (letter === '\\') at += 1;
      else quoted = letter !== '"';
    } else if (letter === '"') quoted = true;
    else if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') {
      depth -= 1;
      if (depth === 0) parts.push(json.slice(start, at));
    } else if (letter === ',' && depth === 1) {
      parts.push(json.slice(start, at));
      start = at + 1;
    }
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

export type Members = readonly (readonly [name: string, value: string])[];

/** Names and the texts of the values of a JSON object; undefined when it is none. */
export function membersOf(json: string): Members | undefined {
  if (!json.startsWith('{')) return undefined;
  return partsOf(json).map((part) => {
    const name = /^"(?:[^"\\]|\\.)*"/s.exec(part)?.[0] ?? '""';
    return [JSON.parse(name) as string, part.slice(name.length).replace(/^\s*:\s*/, '')] as const;
  });
}

/** The text of a JSON object of these members. */
export function objectOf(members: Members): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}
