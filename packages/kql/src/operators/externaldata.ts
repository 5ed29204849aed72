import { call, column, long, text } from '@interloper/plan';
import type { Column, ExternalFile, NamedExpression, Relation, TextForm } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { elements, nameOf, optionalPart, part, schemaColumns, wordOf } from '../kusto/syntax.js';
import { lowerExpression, noRows, refuseRows, report } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { present, project } from '../text.js';
import type { Source } from './operator.js';

/**
 * Records of files outside the logs. Nothing is fetched: a user gives the file for each address.
 * https://learn.microsoft.com/kusto/query/externaldata-operator
 */
export const externaldata: Source = {
  name: 'externaldata',
  classes: ['ExternalDataExpression'],
  support: 'partial',
  note: 'nothing is fetched: give the file, --external URL=FILE; csv, tsv, psv, scsv, sohsv, txt, raw, json and multijson, without mappings',
  page: 'externaldata-operator',
  lower(node, env) {
    const columns = schemaColumns(part(node, 'Schema'));
    const urls = elements(node, 'URIs').flatMap((uri) => constantText(lowerExpression(uri, env)) ?? []);
    const [first] = urls;
    if (first === undefined || urls.length < elements(node, 'URIs').length) {
      return refuseRows(env, 'KQL0105', 'An address of externaldata', node);
    }
    const form = formOf(node, first, columns, env);
    if (typeof form === 'string') return refuseRows(env, 'KQL0104', form, node);
    const found = urls.flatMap((url) => fileOf(url, node, env) ?? []);
    return found.length < urls.length ? noRows(node) : recordsOf(found, columns, form, env);
  },
};

/** The file that was given for an address; without what comes behind `?` or `;`, which are keys to the place. */
function fileOf(url: string, node: SyntaxNode, env: Env): ExternalFile | undefined {
  const { catalog, missing } = env.context;
  const bare = withoutKeys(url);
  const found = catalog.externals?.find((file) => file.url === url || withoutKeys(file.url) === bare);
  if (found !== undefined) return found;
  if (catalog.assumesExternals === true) {
    report(env, 'KQL0208', bare, node);
    return undefined;
  }
  missing.add(`externaldata of ${bare}`);
  report(env, 'KQL0107', bare, node);
  return undefined;
}

function withoutKeys(url: string): string {
  return url.replace(/[?;].*$/s, '');
}

const DELIMITERS: Readonly<Record<string, string | undefined>> = {
  csv: ',',
  tsv: '\t',
  psv: '|',
  scsv: ';',
  sohsv: '\u0001',
};

const KINDS: Readonly<Record<string, TextForm['kind'] | undefined>> = {
  txt: 'lines',
  raw: 'whole',
  json: 'json',
  multijson: 'documents',
};

/** What the rule says of its files; what is not supported of it as text. Without a format, the file's name says it. */
function formOf(node: SyntaxNode, url: string, columns: readonly Column[], env: Env): TextForm | string {
  const clause = optionalPart(node, 'WithClause');
  const given = new Map(
    (clause === undefined ? [] : elements(clause, 'Properties')).map((item) => [
      nameOf(part(item, 'Name')).toLowerCase(),
      part(item, 'Expression'),
    ]),
  );
  const unknown = [...given.keys()].find((name) => name !== 'format' && name !== 'ignorefirstrecord');
  if (unknown !== undefined) return `externaldata with ${unknown}`;
  const written = given.get('format');
  const suffix = /\.([a-z]+)$/i.exec(withoutKeys(url))?.[1]?.toLowerCase() ?? '';
  const isFormat = DELIMITERS[suffix] !== undefined || KINDS[suffix] !== undefined;
  const format = written === undefined ? (isFormat ? suffix : 'csv') : wordOf(written).toLowerCase();
  const skip = given.get('ignorefirstrecord');
  const skipFirst = skip !== undefined && isTrue(skip, env);
  const names = columns.map(({ name }) => name);
  const delimiter = DELIMITERS[format];
  if (delimiter !== undefined) return { kind: 'cells', delimiter, skipFirst, columns: names };
  const kind = KINDS[format];
  return kind === undefined ? `externaldata with format=${format}` : { kind, skipFirst, columns: names };
}

function isTrue(node: SyntaxNode, env: Env): boolean {
  const value = lowerExpression(node, env);
  return constantBool(value) ?? constantText(value)?.toLowerCase() === 'true';
}

function recordsOf(
  files: readonly ExternalFile[],
  columns: readonly Column[],
  form: TextForm,
  env: Env,
): Rows {
  const record = env.context.fresh('record');
  const legs = files.map(({ scan }): Relation => ({
    kind: 'project',
    input: scan,
    columns: [{ name: 'text', expression: column('text', 'string') }],
  }));
  const [only] = legs;
  const input: Relation = legs.length === 1 && only !== undefined ? only : { kind: 'union', inputs: legs };
  const list = call('recordsOfText', [column('text', 'string'), text(JSON.stringify(form))]);
  const unnested: Relation = {
    kind: 'unnest',
    input,
    lists: [{ list, column: { name: record, type: 'dynamic' } }],
    outer: false,
  };
  const isJson = form.kind === 'json' || form.kind === 'documents';
  const cells = columns.map(({ name, type }, index): NamedExpression => {
    const at = [column(record, 'dynamic'), long(index)];
    if (isJson && type === 'dynamic') return { name, expression: call('path', at) };
    const written = call('pathText', at);
    return { name, expression: type === 'string' ? present(written) : convert(present(written), type) };
  });
  return project({ relation: unnested, nullable: new Set() }, cells);
}
