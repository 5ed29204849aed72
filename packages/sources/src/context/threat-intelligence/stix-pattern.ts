import type { Observable } from './observable.js';

/**
 * The values of a STIX pattern any of which is a match: comparisons by `=`, `IN` and, of addresses, `ISSUBSET`, joined
 * by OR alone (STIX 2.1, part 9). Undefined of any other pattern: it says more than a list of values can.
 */
export function observablesOf(pattern: string): readonly Observable[] | undefined {
  const tokens = tokensOf(pattern);
  if (tokens === undefined) return undefined;
  const found: Observable[] = [];
  let at = 0;
  const take = (wanted: string): boolean => {
    if (tokens[at]?.toUpperCase() !== wanted) return false;
    at += 1;
    return true;
  };

  const comparison = (): boolean => {
    const key = tokens[at] ?? '';
    if (!/^[a-z0-9-]+:\S+$/.test(key)) return false;
    at += 1;
    if (take('=') || (ADDRESS.test(key) && take('ISSUBSET'))) return value(key);
    if (!take('IN') || !take('(')) return false;
    do if (!value(key)) return false;
    while (take(','));
    return take(')');
  };
  const value = (key: string): boolean => {
    const text = textOf(tokens[at]);
    if (text === undefined) return false;
    at += 1;
    found.push({ key, value: text });
    return true;
  };
  const anyOf = (part: () => boolean): boolean => {
    do if (!part()) return false;
    while (take('OR'));
    return true;
  };
  const inBrackets = (open: string, close: string, part: () => boolean): boolean =>
    take(open) && part() && take(close);
  const condition = (): boolean =>
    tokens[at] === '(' ? inBrackets('(', ')', () => anyOf(condition)) : comparison();
  const observation = (): boolean =>
    tokens[at] === '('
      ? inBrackets('(', ')', () => anyOf(observation))
      : inBrackets('[', ']', () => anyOf(condition));

  return anyOf(observation) && at === tokens.length ? found : undefined;
}

const ADDRESS = /^(?:ipv[46]-addr:value|network-traffic:(?:src|dst)_ref\.value)$/;

const TOKEN =
  /\s*(?:([[\](),])|(!=|<=|>=|[=<>])|('(?:[^'\\]|\\[\s\S])*')|([A-Za-z0-9_-]+:(?:[^\s='"()[\],!<>]|'(?:[^'\\]|\\.)*')+)|([A-Za-z0-9_.+-]+))/y;

function tokensOf(pattern: string): readonly string[] | undefined {
  const tokens: string[] = [];
  const end = pattern.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(pattern);
    const token = match?.slice(1).find((part) => part !== undefined);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function textOf(token: string | undefined): string | undefined {
  if (token === undefined || !token.startsWith("'")) return undefined;
  return token.slice(1, -1).replaceAll(/\\([\s\S])/g, '$1');
}
