import { commandsOf } from '../lower/macros.js';
import { printMacro } from '../syntax/print-parts.js';
import { macro as parseMacro, spanFrom } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Manual: Use search macros in searches. The pipeline's parser reads macros; this is for completeness. */
export const macro = command<'macro'>({
  parse: (scanner, start) => ({ kind: 'macro', macro: parseMacro(scanner), span: spanFrom(scanner, start) }),
  lower: (it, state, lowering) => {
    const commands = commandsOf(it.macro, lowering);
    if (commands === undefined) return state;
    const deeper = { ...lowering, macroDepth: lowering.macroDepth + 1 };
    return lowering.lowerPipeline(commands, deeper, state);
  },
  print: (it) => printMacro(it.macro),
  partial:
    'those of published rules are built in; others are given (--macros) or lie beside the rule; eval macros of constants only',
});
