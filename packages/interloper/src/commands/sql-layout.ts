/** What begins a line of its own. */
const CLAUSES =
  /^(?:WITH|SELECT|FROM|WHERE|GROUP BY|HAVING|QUALIFY|WINDOW|ORDER BY|LIMIT|OFFSET|UNION ALL|(?:(?:INNER|LEFT|RIGHT|FULL|SEMI|ANTI|CROSS) )*(?:OUTER )?JOIN)\b/;

/** Lists go on in the next line from here. */
const LONG = 100;

/** Text in quotes, a word, a mark, or white space. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|\s+|[^\w\s]/g;

/**
 * Machine-made SQL, laid out to be read: a line to a clause, subqueries indented. The text is the same but for white
 * space outside quotes.
 */
export function layOutSql(sql: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // For each open parenthesis, whether it is a subquery.
  const open: boolean[] = [];
  const indent = (): string => '  '.repeat(open.filter(Boolean).length);
  const flush = (): void => {
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = indent();
  };
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    const rest = sql.slice(index, index + 40);
    if (/^\s/.test(token)) {
      if (line.trim() !== '') line += ' ';
    } else if (token === '(') {
      line += token;
      const subquery = /^\(\s*(?:WITH|SELECT)\b/.test(rest);
      open.push(subquery);
      if (subquery) flush();
    } else if (token === ')') {
      if (open.pop() === true) flush();
      line += token;
    } else {
      // Inside a function's parentheses (`… ORDER BY …`) clauses stay on their line.
      if (CLAUSES.test(rest) && (open.at(-1) ?? true)) flush();
      line += token;
      if (token === ',' && line.length > LONG) {
        flush();
        line += '    ';
      }
    }
  }
  flush();
  return lines;
}
