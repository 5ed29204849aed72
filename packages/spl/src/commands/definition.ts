import type { Lowering, State } from '../lower/state.js';
import type { Scanner } from '../syntax/scanner.js';
import type { CommandKind, CommandOf, Pipeline } from '../syntax/tree.js';

/** A command: how it is read, what it becomes and how it is written. */
export interface CommandDefinition<Kind extends CommandKind> {
  /** Reads what follows the command's name. */
  parse(scanner: Scanner, start: number, name: string): CommandOf<Kind>;
  /** The results behind the command, from those before it. */
  lower(command: CommandOf<Kind>, state: State, lowering: Lowering): State;
  print(command: CommandOf<Kind>, printPipeline: (pipeline: Pipeline) => string): string;
  /** What it does not do although it is there. */
  readonly partial?: string;
}

/** Names a command's definition without widening it. */
export function command<Kind extends CommandKind>(
  definition: CommandDefinition<Kind>,
): CommandDefinition<Kind> {
  return definition;
}
