import type { AsimCoverage } from '@interloper/kql';
import { code, table } from './markdown.js';
import { between } from './marked-page.js';

/**
 * The page of ASIM with the part between its marks rewritten: the functions of each schema, and which tables fill which
 * columns. Undefined when the page has no marks.
 */
export function withCoverage(page: string, schemas: readonly AsimCoverage[]): string | undefined {
  return between(page, schemas.map(section).join('\n\n'));
}

function section(coverage: AsimCoverage): string {
  const { schema, version, page, functions, parameters, parsers, columns, aliases } = coverage;
  const [filtering, plain] = [functions.slice(0, 2), functions.slice(2)];
  const filled = columns.filter(({ tables }) => tables.length > 0);
  const empty = columns.filter(({ tables }) => tables.length === 0).map(({ name }) => name);
  return [
    `### ${schema}`,
    `[Version ${version}](${page}). ${codes(filtering)} take ${codes(parameters)} and \`pack\`; ${codes(plain)} take \`pack\`.`,
    table(
      ['table', 'functions over it alone'],
      parsers.map((parser) => [
        `\`${parser.table}\`${parser.isInUnion ? '' : ' (not in the functions over all logs)'}`,
        codes(parser.functions),
      ]),
    ),
    table(
      ['column', 'filled by'],
      filled.map(({ name, tables }) => [
        `\`${name}\``,
        tables.length === parsers.length ? 'every table' : codes(tables),
      ]),
    ),
    table(
      ['alias', 'stands for'],
      Object.entries(aliases).map(([name, value]) => [code(name), code(value)]),
    ),
    `There, and filled by no table: ${codes(empty)}.`,
  ].join('\n\n');
}

function codes(names: readonly string[]): string {
  return names.map(code).join(', ');
}
