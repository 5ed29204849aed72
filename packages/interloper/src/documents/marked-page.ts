const BEGINS = '<!-- What follows is written by `node scripts/write-language-pages.mjs`. -->';
const ENDS = '<!-- What was written ends here. -->';

/** A page of the manual with another text between its marks; undefined when it has none. */
export function between(page: string, text: string): string | undefined {
  const [begins, ends] = [page.indexOf(BEGINS), page.indexOf(ENDS)];
  if (begins === -1 || ends < begins) return undefined;
  return `${page.slice(0, begins + BEGINS.length)}\n\n${text}\n\n${page.slice(ends)}`;
}
