import type { DetectionPackage } from '@interloper/detect';
import { columnsOf, hasErrors } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import { UserError } from '../user-error.js';
import type { Session } from '../workspace/session.js';
import type { ExportedFile, ExportedRule } from './exported.js';
import { exportSentinel } from './sentinel.js';
import { exportSigma } from './sigma.js';
import { exportSplunk } from './splunk.js';

const LANGUAGES = { sentinel: 'kql', splunk: 'spl', sigma: 'sigma' } as const;

/** A detection as its platform takes it, in all its forms; throws `UserError` with why it does not. */
export async function exportedFiles(
  session: Session,
  detection: DetectionPackage,
  to: keyof typeof LANGUAGES,
): Promise<readonly ExportedFile[]> {
  const rule = await ruleFor(session, detection, LANGUAGES[to]);
  switch (to) {
    case 'sentinel':
      return exportSentinel(rule);
    case 'splunk':
      return exportSplunk(rule, new Date().toISOString().slice(0, 10), session.catalog.lookups ?? []);
    case 'sigma':
      return exportSigma(rule);
  }
}

/** The detection's own rule in a language, or its first one that can be said there. */
async function ruleFor(
  session: Session,
  detection: DetectionPackage,
  language: LanguageId,
): Promise<ExportedRule & { readonly converted: boolean }> {
  const [first] = detection.queries;
  const own = detection.queries.find((query) => query.language === language);
  if (first === undefined) throw new Error(`${detection.slug} has no rule`);
  if (own !== undefined) {
    const columns = await columnsIn(session, language, own.text, detection.slug);
    return { detection, language, text: own.text, columns, account: own.account, converted: false };
  }
  const { loadPrinter } = await import('../compile/printers.js');
  const printRule = await loadPrinter(language);
  const refusals: string[] = [];
  for (const query of detection.queries) {
    await session.compiler.prepare([query]);
    const { plan } = session.compiler.compile(query.language, query.text);
    if (plan === undefined) continue;
    const printed = printRule(plan, session.catalog, { title: detection.title });
    if ('refused' in printed) {
      refusals.push(printed.refused);
      continue;
    }
    const columns = await columnsIn(session, language, printed.text, detection.slug);
    return { detection, language, text: printed.text, columns, account: query.account, converted: true };
  }
  throw new UserError(
    `${detection.slug} has no rule in ${language}, and it cannot be said there: ${refusals.join('; ')}`,
  );
}

async function columnsIn(
  session: Session,
  language: LanguageId,
  text: string,
  slug: string,
): Promise<ExportedRule['columns']> {
  await session.compiler.prepare([{ language, text }]);
  const { plan, diagnostics } = session.compiler.compile(language, text);
  if (plan === undefined || hasErrors(diagnostics))
    throw new UserError(`the ${language} rule of ${slug} does not compile: interloper check shows why`);
  return columnsOf(plan);
}
