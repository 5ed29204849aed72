import { diagnostic } from '../diagnostics.js';
import { appended } from '../lower/appended.js';
import type { Lowering, State } from '../lower/state.js';
import { arrange, report } from '../lower/state.js';
import { printOptions } from '../syntax/print-parts.js';
import { options, spanFrom, subsearch } from '../syntax/scanner.js';
import type { Option } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: append. The results of a subsearch after those there are. */
export const append = command<'append'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'append', ['extendtimerange', 'maxtime', 'maxout', 'timeout']);
    const pipeline = subsearch(scanner);
    return { kind: 'append', options: found, pipeline, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const added = lowering.lowerPipeline(it.pipeline, lowering);
    return appended(state, atMost(it.options ?? [], added, lowering));
  },
  print: (it, printPipeline) => `append ${printOptions(it.options ?? [])}[ ${printPipeline(it.pipeline)} ]`,
});

/** The first `maxout=` results of a subsearch. */
export function atMost(given: readonly Option[], results: State, lowering: Lowering): State {
  const option = given.find(({ name }) => name === 'maxout');
  if (option === undefined) return results;
  if (!/^\d+$/.test(option.value.text)) {
    const args = ['maxout', option.value.text, 'a whole number'] as const;
    report(lowering, diagnostic('SPL0105', [...args], { span: option.span }));
    return results;
  }
  const count = Number(option.value.text);
  if (count === 0) return results;
  const input = arrange(results).relation;
  return { ...results, relation: { kind: 'limit', input, count } };
}
