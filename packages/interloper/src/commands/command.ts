import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal.js';

/** Does a command's work and gives the exit status. */
export type Action<Arguments extends readonly unknown[]> = (
  terminal: Terminal,
  ...args: Arguments
) => Promise<number>;

/** Binds an action to the terminal at hand and keeps its status. */
export type Bind = <Arguments extends readonly unknown[]>(
  action: Action<Arguments>,
) => (...args: Arguments) => Promise<void>;

/** Declares a command: its arguments, options and help. Nothing heavy is loaded before the action runs. */
export type Declare = (program: Command, bind: Bind) => void;
