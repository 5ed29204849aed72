// Compares an answer with one recorded from Kusto's own engine.

const TYPES = {
  SByte: 'bool',
  Int32: 'int',
  Int64: 'long',
  Double: 'real',
  SqlDecimal: 'decimal',
  String: 'string',
  DateTime: 'datetime',
  TimeSpan: 'timespan',
  Guid: 'guid',
  Object: 'dynamic',
};

/**
 * What is different, undefined when nothing is. Names and types of columns must be equal; rows too, in any order
 * unless the query's last step sorts. Cases marked as nondeterministic are compared by columns and number of rows.
 */
export function compareAnswers({ query, expected, nondeterministic }, { columns, rows }) {
  const names = columns.map(({ name }) => name);
  if (JSON.stringify(names) !== JSON.stringify(expected.columns)) {
    return `columns ${JSON.stringify(names)} instead of ${JSON.stringify(expected.columns)}`;
  }
  const types = columns.map(({ type }) => type);
  const wanted = expected.column_types.map((type) => TYPES[type] ?? type);
  if (JSON.stringify(types) !== JSON.stringify(wanted)) {
    return `types ${JSON.stringify(types)} instead of ${JSON.stringify(wanted)}`;
  }
  // What rests on the current time can only be compared by its columns.
  if (/\bnow\s*\(|\bago\s*\(/.test(query)) return undefined;
  if (nondeterministic.length > 0) {
    return rows.length === expected.rows.length
      ? undefined
      : `${rows.length} rows instead of ${expected.rows.length}`;
  }
  if (rows.length !== expected.rows.length) {
    return `${rows.length} rows instead of ${expected.rows.length}: ${brief(rows)} instead of ${brief(expected.rows)}`;
  }
  const ordered = /\|\s*(sort|order|top)\b[^|]*$/.test(query);
  const left = expected.rows.map((row) => row.map((value, index) => canonical(value, types[index])));
  for (const [at, row] of rows.entries()) {
    const found = row.map((value, index) => canonical(value, types[index]));
    const same = ordered
      ? at < left.length && equalValues(left[at], found)
        ? at
        : -1
      : left.findIndex((candidate) => candidate !== undefined && equalValues(candidate, found));
    if (same === -1) {
      return `row ${JSON.stringify(found).slice(0, 600)} is not expected; ${brief(left.filter((item) => item !== undefined))} are`;
    }
    left[same] = undefined;
  }
  return undefined;
}

function brief(rows) {
  const text = JSON.stringify(rows);
  return text.length > 900 ? `${text.slice(0, 900)}…` : text;
}

/** Numbers that are text where they exceed JavaScript's integers, instants without trailing zeros. */
function canonical(value, type) {
  if (value === null || value === undefined) return null;
  if (type === 'bool') return value === true || value === 1;
  if (type === 'long' || type === 'int') return String(value);
  if (type === 'real') return typeof value === 'string' ? value.toLowerCase() : Number(value);
  if (type === 'decimal') return Number(value);
  if (type === 'datetime')
    return String(value).replace(/\.(\d*?)0*Z$/, (_, digits) => (digits === '' ? 'Z' : `.${digits}Z`));
  if (type === 'timespan') return String(value).replace(/(\.\d*?)0+$/, '$1');
  return value;
}

/** Equal JSON values; objects whatever the order of their properties, numbers to 12 significant digits. */
function equalValues(one, other) {
  if (typeof one === 'number' && typeof other === 'number') {
    return one === other || Math.abs(one - other) <= 1e-11 * Math.max(Math.abs(one), Math.abs(other), 1e-300);
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => equalValues(value, other[index]));
  }
  if (typeof one === 'object' && typeof other === 'object' && one !== null && other !== null) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => key in other && equalValues(one[key], other[key]))
    );
  }
  return one === other;
}
