import type { Aggregation, Expr, Macro, Option, Pipeline, SearchExpr, SortField, Word } from './tree.js';
import { precedence } from './eval-expression.js';

/** A text in double quotes. */
export function quote(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

export function printWord(word: Word): string {
  return word.quoted ? quote(word.text) : word.text;
}

export function printWords(words: readonly Word[], separator = ', '): string {
  return words.map(printWord).join(separator);
}

export function printOptions(options: readonly Option[]): string {
  return options.map((option) => `${option.name}=${printWord(option.value)} `).join('');
}

/** A field's name where a bare word may stand. */
export function printName(name: string): string {
  return /^[^\s,|()[\]"'=`<>!]+$/.test(name) ? name : quote(name);
}

export function printMacro(macro: Macro): string {
  if (macro.args.length === 0) return `\`${macro.name}\``;
  return `\`${macro.name}(${macro.args.map((text) => (/[,"]/.test(text) ? `"${text}"` : text)).join(', ')})\``;
}

export function printSortField(key: SortField): string {
  const name = key.as === 'auto' ? printName(key.name) : `${key.as}(${printName(key.name)})`;
  return key.descending ? `- ${name}` : name;
}

/** An eval expression, with brackets where it would otherwise be read differently. */
export function printExpression(expr: Expr, least = 0): string {
  switch (expr.kind) {
    case 'text':
      return quote(expr.value);
    case 'number':
      return expr.text;
    case 'field':
      return printField(expr.name);
    case 'call':
      return `${expr.name}(${expr.args.map((argument) => printExpression(argument)).join(', ')})`;
    case 'subsearch':
      return `[ ${expr.text} ]`;
    case 'unary':
      return expr.operator === 'NOT'
        ? enclose(`NOT ${printExpression(expr.operand, precedence.NOT)}`, precedence.NOT, least)
        : enclose(`-${printExpression(expr.operand, precedence['*'] + 1)}`, precedence['*'], least);
    case 'in': {
      const list = expr.list.map((item) => printExpression(item)).join(', ');
      const value = printExpression(expr.value, precedence.IN);
      return enclose(`${value}${expr.negated ? ' NOT' : ''} IN (${list})`, precedence.IN, least);
    }
    case 'binary': {
      const level = precedence[expr.operator];
      const left = printExpression(expr.left, level);
      const right = printExpression(expr.right, level + 1);
      return enclose(`${left} ${expr.operator} ${right}`, level, least);
    }
  }
}

const RESERVED = /^(?:and|or|not|xor|in|like)$/i;

function printField(name: string): string {
  const plain = /^[A-Za-z_@][A-Za-z0-9_:@]*(?:\{\d*\})*$/.test(name) && !RESERVED.test(name);
  return plain ? name : `'${name.replace(/[\\']/g, '\\$&')}'`;
}

function enclose(text: string, level: number, least: number): string {
  return level < least ? `(${text})` : text;
}

/** The field that an assignment fills. */
export function printTarget(name: string): string {
  return /^[A-Za-z_@][\w.:{}@-]*$/.test(name) ? name : quote(name);
}

/** A search expression; brackets keep the shape of the tree. */
export function printSearch(expression: SearchExpr, printPipeline: (pipeline: Pipeline) => string): string {
  const print = (term: SearchExpr): string => printSearch(term, printPipeline);
  const inner = (term: SearchExpr): string =>
    term.kind === 'and' || term.kind === 'or' ? `(${print(term)})` : print(term);
  switch (expression.kind) {
    case 'and':
      return expression.terms
        .map((term) => (term.kind === 'and' ? `(${print(term)})` : print(term)))
        .join(' ');
    case 'or':
      return expression.terms.map(inner).join(' OR ');
    case 'not':
      return `NOT ${inner(expression.term)}`;
    case 'compare': {
      const { field, operator, value, directive } = expression;
      const right = directive === undefined ? printWord(value) : `${directive}(${value.text})`;
      return `${printSearchField(field)}${operator}${right}`;
    }
    case 'in':
      return `${printSearchField(expression.field)} IN (${printWords(expression.values)})`;
    case 'term':
      return expression.directive === undefined
        ? printWord(expression.word)
        : `${expression.directive}(${expression.word.text})`;
    case 'macro':
      return printMacro(expression.macro);
    case 'subsearch':
      return `[ ${printPipeline(expression.pipeline)} ]`;
  }
}

function printSearchField(field: Word): string {
  return field.quoted ? quote(field.text) : field.text;
}

/** `function(argument) AS name` */
export function printAggregation(item: Aggregation): string {
  const { argument } = item;
  const inner =
    argument === undefined
      ? ''
      : 'kind' in argument
        ? `(eval(${printExpression(argument)}))`
        : `(${printWord(argument)})`;
  return `${item.name}${inner}${item.as === undefined ? '' : ` AS ${printName(item.as)}`}`;
}

export function printBy(by: readonly Word[]): string {
  return by.length === 0 ? '' : ` BY ${printWords(by)}`;
}
