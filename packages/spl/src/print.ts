import { definitions } from './commands/index.js';
import type { CommandKind, CommandOf, Pipeline } from './syntax/tree.js';

/** SPL text of a tree. Parsing it again gives the same tree, spans aside. */
export function printPipeline(pipeline: Pipeline): string {
  return pipeline.commands
    .map((command, index) => {
      const text = printCommand(command.kind, command);
      const first = index === 0 && command.kind === 'search' && !command.explicit;
      return first ? text : `| ${text}`;
    })
    .join('\n')
    .replace(/^\| search /, 'search ');
}

function printCommand<Kind extends CommandKind>(kind: Kind, command: CommandOf<Kind>): string {
  return definitions[kind].print(command, printPipeline);
}
