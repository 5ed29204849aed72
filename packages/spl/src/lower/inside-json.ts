import type { Span } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from './state.js';
import { fieldNames, matchNames, report } from './state.js';

/** Refuses a wildcard behind the name of a JSON field (`risk.*`): it stands for names that are not known here. */
export function refuseInside(
  command: string,
  pattern: string,
  span: Span | undefined,
  state: State,
  lowering: Lowering,
): void {
  if (!pattern.includes('*')) return;
  const [outer = '', inside] = pattern.split(/(?:\{\})?\.(?=[^.]*\*)/);
  const names = fieldNames(state);
  if (inside === undefined || outer === '' || outer.includes('*')) return;
  if (matchNames(pattern, names).length > 0 || !names.includes(outer)) return;
  const help = `write spath input=${outer} before it, and the names without ${outer}`;
  const what = `${command} ${pattern}, of fields inside ${outer},`;
  report(lowering, diagnostic('SPL0504', [what], { help, ...(span === undefined ? {} : { span }) }));
}
