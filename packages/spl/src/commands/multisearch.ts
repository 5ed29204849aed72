import { arrange } from '../lower/state.js';
import { unite } from '../lower/source.js';
import { failExpected, skipSpace, spanFrom, subsearch } from '../syntax/scanner.js';
import type { Pipeline } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: multisearch, and union of subsearches. The results of all of them, newest first where they are events. */
export const multisearch = command<'multisearch'>({
  parse: (scanner, start) => {
    const pipelines: Pipeline[] = [];
    skipSpace(scanner);
    while (scanner.position < scanner.end && scanner.source[scanner.position] === '[') {
      pipelines.push(subsearch(scanner));
      skipSpace(scanner);
    }
    if (pipelines.length < 2) failExpected(scanner, 'two or more subsearches in square brackets');
    return { kind: 'multisearch', pipelines, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => {
    const states = it.pipelines.map((pipeline) => lowering.lowerPipeline(pipeline, lowering));
    const events = states.every((state) => state.order === 'events');
    return unite(events ? states : states.map(arrange));
  },
  print: (it, printPipeline) =>
    `multisearch ${it.pipelines.map((pipeline) => `[ ${printPipeline(pipeline)} ]`).join(' ')}`,
});
