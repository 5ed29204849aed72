import type { ReadFiles } from '@interloper/plan';
import { quoteIdentifier, quoteText } from './text.js';

/**
 * The table expression that reads records from files. Fields are read as text or JSON, never as typed values: a
 * value of another type would silently become null.
 *
 * Seen on DuckDB 1.5.6: with ignore_errors a bad line of NDJSON becomes a row of nulls, which the ingest finds and
 * explains; a bad array or page refuses its whole statement.
 */
export function readFiles(node: ReadFiles): string {
  const files = `[${node.files.map(quoteText).join(', ')}]`;
  const fields = node.fields.map((field) => ({
    name: field.name,
    type: field.type === 'dynamic' ? 'JSON' : 'VARCHAR',
  }));
  const struct = fields.map((field) => `${quoteText(field.name)}: '${field.type}'`).join(', ');
  const file = node.fileColumn === undefined ? '' : `, filename = ${quoteText(node.fileColumn)}`;
  switch (node.container.kind) {
    case 'lines':
      return `read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {${struct}}, maximum_object_size = 67108864${file})`;
    case 'array':
      return `read_json(${files}, format = 'array', columns = {${struct}}, maximum_object_size = 67108864${file})`;
    case 'member': {
      const type = `STRUCT(${fields.map((field) => `${quoteIdentifier(field.name)} ${field.type}`).join(', ')})[]`;
      const key = quoteText(node.container.key);
      const pages = `read_json(${files}, format = 'unstructured', columns = {${key}: ${quoteText(type)}}, maximum_object_size = ${node.container.largestObject}${file})`;
      const columns = fields.map(
        (field) => `r.${quoteIdentifier(field.name)} AS ${quoteIdentifier(field.name)}`,
      );
      const path = node.fileColumn === undefined ? [] : [quoteIdentifier(node.fileColumn)];
      return `(SELECT ${[...columns, ...path].join(', ')} FROM (SELECT unnest(${quoteIdentifier(node.container.key)}) AS r${path.map((name) => `, ${name}`).join('')} FROM ${pages}))`;
    }
    case 'csv': {
      const names = node.container.header.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ');
      return `read_csv(${files}, auto_detect = false, header = true, delim = ${quoteText(node.container.delimiter)}, quote = '"', escape = '"', columns = {${names}}, strict_mode = true, null_padding = false, max_line_size = 67108864${file})`;
    }
    case 'parquet':
      return `read_parquet(${files}${file})`;
  }
}
