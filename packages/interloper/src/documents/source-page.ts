import { kindOfName } from '@interloper/plan';
import type { LogsourceView, View, ViewColumn } from '@interloper/plan';
import type { Source } from '@interloper/sources';

/**
 * The manual's page on a source, in Markdown: its shapes, the names it has in each language, and where to export it.
 * All of it comes from the source itself.
 */
export function sourcePage(source: Source): string {
  const { id, title, shapes, tables, sourcetypes, logsources, exportHelp, dataset, identities = [] } = source;
  const kinds = [
    ...new Set(identities.flatMap((link) => link.names.map(({ kind }) => kindOfName(kind).title))),
  ];
  return [
    `# ${title}`,
    '',
    '<!-- Written by `node scripts/write-source-pages.mjs`; change packages/sources instead. -->',
    '',
    `Id: \`${id}\` (\`--source ${id}\`).`,
    '',
    '## Where to export it',
    '',
    exportHelp,
    '',
    '## Shapes that are read',
    '',
    ...shapes.map((shape) => `- ${shape.title} (\`${shape.id}\`)`),
    '',
    'Each is recognised by its content, as single records, lines, lists, pages or tables, plain or compressed.',
    '',
    '## What is kept apart and what is not',
    '',
    `- When: \`${dataset.eventTime}\`; rows later than the instant of a run are invisible to it.`,
    `- Delivered twice: records with one ${dataset.repeats.identity.join(' and ')}, if nothing that both carry differs, are one event.`,
    `- Named as missing when an export lacks them: ${dataset.expected.map((item) => `\`${item.column}\``).join(', ')}.`,
    ...(kinds.length === 0 ? [] : [`- Names of one account in a record: ${kinds.join(', ')}.`]),
    '',
    '## Names',
    '',
    'Columns are text unless a type is given; `=` goes before their other names. KQL, SPL and Sigma find a name in another case too, without a leading `properties.` or a trailing `{}`, and without a type suffix.',
    '',
    '## KQL tables',
    '',
    ...sections(tables),
    '## SPL sourcetypes',
    '',
    ...sections(sourcetypes),
    '## Sigma logsources',
    '',
    ...sections(logsources.map((view) => ({ ...view, name: logsourceNames(view) }))),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

/** The manual's list of sources. */
export function sourcesIndex(sources: readonly Source[]): string {
  return [
    '# Log sources',
    '',
    '<!-- Written by `node scripts/write-source-pages.mjs`; change packages/sources instead. -->',
    '',
    'Logs are recognised by their content, in whatever shape they were exported. Each page says where to export a log, in which shapes it is read, and what each language calls it. A file that is none of them is a table of its own name.',
    '',
    ...sources.flatMap(({ id, title, tables, sourcetypes, logsources }) => [
      `- [${title}](${id}.md)`,
      `  - KQL: ${names(tables)}`,
      ...(sourcetypes.length === 0 ? [] : [`  - SPL: ${names(sourcetypes)}`]),
      ...(logsources.length === 0
        ? []
        : [`  - Sigma: ${names(logsources.map((view) => ({ name: logsourceNames(view) })))}`]),
    ]),
    '',
  ].join('\n');
}

function names(views: readonly Pick<View, 'name'>[]): string {
  return [...new Set(views.map(({ name }) => `\`${name}\``))].join(', ');
}

type Named = Pick<View, 'name' | 'title' | 'columns'>;

/** Views in the order of the source; those that have the same columns are told together. */
function sections(views: readonly Named[]): readonly string[] {
  const groups = new Map<string, Named[]>();
  for (const view of views) {
    const key = JSON.stringify(view.columns.map(({ name, type, aliases }) => [name, type, aliases]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [view]);
    else group.push(view);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ columns } = { columns: [] }] = group;
    return [
      `### ${[...new Set(group.map(({ name }) => name))].join(', ')}`,
      '',
      ...new Set(group.map(({ title }) => `${title}.`)),
      '',
      '```text',
      ...filled(columns.map(column)),
      '```',
      '',
    ];
  });
}

/** A column, its type unless it is text, and its other names: `Status:dynamic=status`. */
function column({ name, type, aliases = [] }: ViewColumn): string {
  return [type === 'string' ? name : `${name}:${type}`, ...aliases].join('=');
}

/** Words in lines of at most 110 characters. */
function filled(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > 110) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Logsources as Sigma's users write them: `azure/signinlogs`. */
export function logsourceNames({ logsources }: Pick<LogsourceView, 'logsources'>): string {
  return [
    ...new Set(
      logsources.map(({ product, service, category }) =>
        [product, service, category].filter((part) => part !== undefined).join('/'),
      ),
    ),
  ].join(', ');
}
