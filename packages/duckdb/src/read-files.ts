import { columnsOf } from '@interloper/plan';
import type { ReadField, ReadFiles } from '@interloper/plan';
import { aliasesOf } from '@interloper/sql';
import { quoteIdentifier, quoteText } from './text.js';

/**
 * A longer CSV row is refused, not cut, so that its file is read row by row: the engine sets aside sixteen times as much
 * for each thread. (For JSON the engine's own limit of 16 MB stands.)
 */
const LARGEST_ROW = 2 * 1024 * 1024;

/**
 * The table expression that reads records from files. Fields are read as text or JSON, never as typed values: a
 * value of another type would silently become null.
 *
 * Seen on DuckDB 1.5.6: with ignore_errors a bad line of NDJSON becomes a row of nulls, in its place, which the
 * ingest finds and explains; a bad array or page refuses its whole statement. A VARCHAR field takes a JSON string
 * without its quotes and any other value as compact JSON; JSON null is NULL. Names in JSON are matched exactly.
 */
export function readFiles(node: ReadFiles): string {
  const aliases = aliasesOf(columnsOf(node));
  const alias = (name: string): string => quoteIdentifier(aliases.get(name) ?? name);
  const path = node.fileColumn === undefined ? [] : [alias(node.fileColumn)];
  const options = [
    // Folders like `tenantId=…/y=2026` would become columns of their own.
    'hive_partitioning = false',
    ...(node.compression === undefined
      ? []
      : [`compression = '${node.compression === 'none' ? 'uncompressed' : 'gzip'}'`]),
    ...path.map((name) => `filename = ${quoteText(name.slice(1, -1).replaceAll('""', '"'))}`),
  ];
  const files = `[${node.files.map(quoteText).join(', ')}]`;
  const json = (format: string, columns: string, ...more: readonly string[]): string =>
    `read_json(${[files, `format = '${format}'`, `columns = {${columns}}`, ...more, ...options].join(', ')})`;
  const select = (from: string, value: (field: ReadField) => string): string => {
    const columns = node.fields.map((field) => `${value(field)} AS ${alias(field.name)}`);
    return `(SELECT ${[...columns, ...path].join(', ') || '1'} FROM ${from})`;
  };
  if (node.fields.some(({ path: steps }) => steps?.length === 0)) {
    const records = `(SELECT ${wholeRecords(node, json, files, options, path)})`;
    return select(isCrowd(node) ? packed(records, ['j', ...path]) : records, ofRecord);
  }
  const gathered = gather(node, (format, columns, ...more) =>
    columns === undefined
      ? `read_json_objects(${[files, `format = '${format}'`, ...more, ...options].join(', ')})`
      : json(format, columns, ...more),
  );
  if (gathered !== undefined) return select(gathered, (field) => `r.${place(field)}`);
  switch (node.container.kind) {
    case 'lines':
      return select(
        json('newline_delimited', topLevel(node.fields), 'ignore_errors = true', ...largest(node)),
        (field) => place(field),
      );
    case 'array':
      return select(json('array', topLevel(node.fields), ...largest(node)), (field) => place(field));
    case 'member': {
      const { key, largestObject } = node.container;
      const columns = `${quoteText(key)}: ${quoteText(`${structOf(treeOf(node.fields))}[]`)}`;
      const pages = json('unstructured', columns, `maximum_object_size = ${largestObject}`);
      const list = listOf(quoteIdentifier(key), key, path);
      const records = `(SELECT ${[`unnest(${list}) AS r`, ...path].join(', ')} FROM ${pages})`;
      return select(records, (field) => `r.${place(field)}`);
    }
    case 'csv': {
      // Positions, not names: headers repeat, and differ in case only.
      const { header, delimiter } = node.container;
      const names = header.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
      const rows = csvRows(delimiter, names, files, options);
      return select(rows, (field) => {
        const at = header.indexOf(field.path?.[0] ?? field.name);
        return at === -1 ? 'NULL::VARCHAR' : `c${at}`;
      });
    }
    case 'parquet': {
      const spec = quoteText(JSON.stringify(specOf(treeOf(node.fields))));
      const record = `json_transform(to_json(p), ${spec}) AS r`;
      const columns = [record, ...path.map((name) => `p.${PARQUET_FILE} AS ${name}`)].join(', ');
      return select(
        `(SELECT ${columns} FROM ${parquetRows(files, path.length > 0)} AS p)`,
        (field) => `r.${place(field)}`,
      );
    }
  }
}

/** A field of a record that is read whole, as `j`. */
function ofRecord({ name, type, path = [name] }: ReadField): string {
  const json = type === 'dynamic';
  if (path.length === 0) return json ? 'j' : 'j::VARCHAR';
  const steps = path.map((step) => `."${step.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return `${json ? 'json_extract' : 'json_extract_string'}(j, ${quoteText(`$${steps.join('')}`)})`;
}

/** The rest of a SELECT that gives each record as `j`, and the file. */
function wholeRecords(
  { container }: ReadFiles,
  json: (format: string, columns: string, ...more: readonly string[]) => string,
  files: string,
  options: readonly string[],
  path: readonly string[],
): string {
  const also = path.map((name) => `, ${name}`).join('');
  const size = 'largestObject' in container && container.largestObject !== undefined;
  const limit = size ? [`maximum_object_size = ${container.largestObject}`] : [];
  const objects = (format: string, ...more: readonly string[]): string =>
    `json AS j${also} FROM read_json_objects(${[files, `format = '${format}'`, ...more, ...limit, ...options].join(', ')})`;
  switch (container.kind) {
    case 'lines':
      return objects('newline_delimited', 'ignore_errors = true');
    case 'array':
      return objects('array');
    case 'member':
      return `unnest(${listOf(quoteIdentifier(container.key), container.key, path)}) AS j${also} FROM ${json('unstructured', `${quoteText(container.key)}: 'JSON[]'`, ...limit)}`;
    case 'csv': {
      const names = container.header.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
      const cells = container.header.map((name, index) => `${quoteText(name)}, c${index}`).join(', ');
      return `json_object(${cells}) AS j${also} FROM ${csvRows(container.delimiter, names, files, options)}`;
    }
    case 'parquet':
      if (path.length === 0) return `to_json(p) AS j FROM ${parquetRows(files, false)} AS p`;
      // A patch with null takes a key out.
      return `json_merge_patch(to_json(p), ${quoteText(`{${PARQUET_FILE}: null}`)}) AS j${path.map((name) => `, p.${PARQUET_FILE} AS ${name}`).join('')} FROM ${parquetRows(files, true)} AS p`;
  }
}

/**
 * The list of a page. A value without one (an error answer among pages, a record beside them) would give no row and
 * nobody would know: it makes the engine refuse the file, by its name, so that it is read piece by piece.
 */
function listOf(list: string, key: string, [path]: readonly string[]): string {
  const file = path === undefined ? '' : ` || ' in file "' || ${path} || '"'`;
  return `CASE WHEN ${list} IS NULL THEN error(${quoteText(`a value has no list ${key}`)}${file}) ELSE ${list} END`;
}

function csvRows(delimiter: string, names: string, files: string, options: readonly string[]): string {
  const dialect = `auto_detect = false, header = true, delim = ${quoteText(delimiter)}, quote = '"', escape = '"'`;
  const rules = `strict_mode = true, null_padding = false, max_line_size = ${LARGEST_ROW}`;
  return `read_csv(${[files, dialect, `columns = {${names}}`, rules, ...options].join(', ')})`;
}

/** A name that no column has. */
const PARQUET_FILE = quoteIdentifier('file of the row');

/**
 * Rows of Parquet files, to be turned into JSON objects: fields are then read like those of JSON, nested ones and ones
 * that a file lacks too, whatever their type is there. A timestamp becomes `2026-03-13 19:15:41.123`, UTC.
 */
function parquetRows(files: string, withFile: boolean): string {
  const file = withFile ? [`filename = ${quoteText(PARQUET_FILE.slice(1, -1))}`] : [];
  return `read_parquet(${[files, 'union_by_name = true', 'hive_partitioning = false', ...file].join(', ')})`;
}

/** Files below it give so few records each that they are gathered before anything is computed. */
const SMALL = 128 * 1024;
const FEW = 16;

/**
 * Many small files: each would go through hundreds of expressions as a chunk of its own, at 2 to 4 ms a file. So their JSON
 * is read as it is and sorted by its place, which packs it into full chunks, and taken apart afterwards: 0.06 ms a
 * file. (A materialised subquery packs as well, but loses the order of files when threads read them.)
 */
function gather(
  node: ReadFiles,
  read: (format: string, columns: string | undefined, ...more: readonly string[]) => string,
): string | undefined {
  const { container, fileColumn } = node;
  if (!isCrowd(node)) return undefined;
  const names = fileColumn === undefined ? [] : [quoteIdentifier(fileColumn)];
  const path = names.map((name) => `, ${name}`).join('');
  const spec = specOf(treeOf(node.fields));
  const limit = largest(node);
  switch (container.kind) {
    case 'member': {
      const pages = read('unstructured', `${quoteText(container.key)}: 'JSON'`, ...limit);
      const list = `json_transform(j, ${quoteText(JSON.stringify([spec]))})`;
      const checked = listOf(list, container.key, names);
      return `(SELECT unnest(${checked}) AS r${path} FROM ${packed(pages, [`${quoteIdentifier(container.key)} AS j`, ...names])})`;
    }
    case 'lines':
    case 'array': {
      const [format, more] =
        container.kind === 'lines' ? ['newline_delimited', ['ignore_errors = true']] : ['array', []];
      const records = packed(read(format, undefined, ...more, ...limit), ['json AS j', ...names]);
      return `(SELECT json_transform(j, ${quoteText(JSON.stringify(spec))}) AS r${path} FROM ${records})`;
    }
    default:
      return undefined;
  }
}

/** True of many small files. */
function isCrowd({ container, files }: ReadFiles): boolean {
  const size = 'largestObject' in container ? container.largestObject : undefined;
  return size !== undefined && size <= SMALL && files.length >= FEW;
}

/** Rows in their order, packed into full chunks. */
function packed(from: string, columns: readonly string[]): string {
  return `(SELECT ${columns.join(', ')} FROM (SELECT *, row_number() OVER () AS n FROM ${from}) ORDER BY n)`;
}

/** What json_transform makes of a record. */
type Spec = { readonly [name: string]: string | Spec };

function specOf(tree: Tree): Spec {
  return Object.fromEntries(
    [...tree].map(([name, type]) => [name, typeof type === 'string' ? type : specOf(type)]),
  );
}

/** Two buffers of this size are filled per file: for thousands of small files that is most of the work. */
function largest({ container }: ReadFiles): readonly string[] {
  const size = 'largestObject' in container ? container.largestObject : undefined;
  return size === undefined ? [] : [`maximum_object_size = ${size}`];
}

/** The fields as a tree of keys; a leaf is the SQL type in which it is read. */
type Tree = ReadonlyMap<string, string | Tree>;

function treeOf(fields: readonly ReadField[]): Tree {
  const root = new Map<string, string | Map<string, string>>();
  for (const field of fields) {
    const [first = field.name, second, third] = field.path ?? [field.name];
    if (third !== undefined) throw new Error(`${field.name} lies deeper than a field can be read`);
    const type = field.type === 'dynamic' ? 'JSON' : 'VARCHAR';
    const known = root.get(first);
    if (second === undefined) {
      if (known !== undefined && known !== type) throw new Error(`${field.name} is read in two ways`);
      root.set(first, type);
      continue;
    }
    if (typeof known === 'string') throw new Error(`${field.name} lies in a field that is read whole`);
    const inner = known ?? new Map<string, string>();
    inner.set(second, type);
    root.set(first, inner);
  }
  return root;
}

function topLevel(fields: readonly ReadField[]): string {
  return [...treeOf(fields)]
    .map(([name, type]) => `${quoteText(name)}: ${quoteText(typeText(type))}`)
    .join(', ');
}

function typeText(type: string | Tree): string {
  return typeof type === 'string' ? type : structOf(type);
}

function structOf(tree: Tree): string {
  const members = [...tree].map(([name, type]) => `${quoteIdentifier(name)} ${typeText(type)}`);
  return `STRUCT(${members.join(', ')})`;
}

function place(field: ReadField): string {
  return (field.path ?? [field.name]).map(quoteIdentifier).join('.');
}
