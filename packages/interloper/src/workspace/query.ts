import { hasErrors, hideFuture } from '@interloper/plan';
import type { Column, Compilation, Diagnostic, LanguageId } from '@interloper/plan';
import { answerUnion, AnswerTooLarge, Unsupported } from '@interloper/sql';
import type { Json, Reader } from '@interloper/sql';
import { isTooDeep, tooDeep } from '../compile/too-deep.js';
import { absentFields } from './absent-fields.js';
import type { WrittenRows } from '../context/write-lookup.js';
import type { Session } from './session.js';

/** The answer to a query: a row is an array in column order. A rule that cannot be answered has an error and no rows. */
export interface QueryResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Json[])[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs a rule over the data at one instant (ticks), and writes the lookups that it writes. */
export async function runQuery(
  session: Session,
  language: LanguageId,
  text: string,
  now: bigint,
  signal?: AbortSignal,
): Promise<QueryResult> {
  await session.compiler.prepare([{ language, text }]);
  const { plan, writes = [], ...compilation } = await compileRule(session, language, text, now, signal);
  const diagnostics = compilation.diagnostics.filter(({ code }) => code !== 'SPL0424');
  if (plan === undefined || hasErrors(diagnostics)) return { columns: [], rows: [], diagnostics };
  await session.readyFor([plan, ...writes.map(({ rows }) => rows)], signal);
  const written: WrittenRows[] = [];
  const answer = await session.read(async (reader): Promise<QueryResult> => {
    const absent = await absentFields(reader, plan, session.catalog, language);
    try {
      const options = { now, ...(signal === undefined ? {} : { signal }) };
      const { columns, rows } = await answerUnion(hideFuture(plan), reader, options);
      for (const { rows: entries, ...write } of writes) {
        const found = await reader.query(hideFuture(entries), options);
        written.push({
          write,
          header: found.columns.map(({ name }) => name),
          rows: found.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : ''))),
        });
      }
      return { columns, rows, diagnostics: [...diagnostics, ...absent] };
    } catch (error) {
      signal?.throwIfAborted();
      return { columns: [], rows: [], diagnostics: [...diagnostics, ...absent, problemOf(error)] };
    }
  });
  if (writes.length === 0 || hasErrors(answer.diagnostics)) return answer;
  const told = [...answer.diagnostics, ...(await session.writeLookups(written))];
  return hasErrors(told) ? { columns: [], rows: [], diagnostics: told } : { ...answer, diagnostics: told };
}

/** Compiles a rule; what it has to know of the data first is asked of it. */
async function compileRule(
  session: Session,
  language: LanguageId,
  text: string,
  now: bigint,
  signal: AbortSignal | undefined,
): Promise<Compilation> {
  const compilation = session.compiler.compile(language, text);
  if (compilation.pending === undefined) return compilation;
  return session.compiler.compileAsking(language, text, async (question) => {
    await session.readyFor([question], signal);
    const options = { now, ...(signal === undefined ? {} : { signal }) };
    const { rows } = await session.read((reader) => reader.query(hideFuture(question), options));
    return rows;
  });
}

/** The SQL of a rule, or the diagnostic of why there is none. */
export function sqlOf(reader: Reader, plan: Parameters<Reader['prepare']>[0]): string | Diagnostic {
  try {
    return reader.prepare(hideFuture(plan), { asIfFilled: true }).sql;
  } catch (error) {
    return problemOf(error);
  }
}

/** What stops a correct rule: a limit of the engine or of the machine. Anything else is our bug, and thrown on. */
function problemOf(error: unknown): Diagnostic {
  if (error instanceof Unsupported) return { code: 'RUN0301', severity: 'error', message: error.message };
  if (error instanceof AnswerTooLarge) {
    return {
      code: 'RUN0305',
      severity: 'error',
      message: `The answer is too large to hold: ${error.rows} rows of ${error.columns} columns.`,
      help: 'Take fewer rows or columns (KQL: take, project; SPL: head, fields), or summarise.',
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('Out of Memory Error')) {
    return {
      code: 'RUN0302',
      severity: 'error',
      message: 'The rule needs more memory than there is.',
      help: 'Filter earlier (a shorter time, fewer columns), or give it a machine with more memory.',
    };
  }
  if (isTooDeep(error)) return tooDeep;
  const refused = REFUSED_VALUES.exec(message)?.[1];
  if (refused === undefined) throw error;
  return {
    code: 'RUN0303',
    severity: 'error',
    message: `The engine cannot compute this rule: ${refused}`,
    help: 'A value that the rule computes, or one of its patterns, is beyond what the engine takes.',
  };
}

/** What DuckDB says when values at hand, not the statement, are at fault. */
const REFUSED_VALUES = /^(?:Out of Range|Invalid Input|Conversion) Error: ([^\n]+)/;
