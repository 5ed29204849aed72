import { TICKS_PER_DAY, call, datetime, literal, long, timespan } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { widest } from '../expressions/arithmetic.js';
import { BIN_OPTIONS, optionOf } from '../options.js';
import { supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

function real(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ arg }) => call(fn, [convert(arg(0), 'real')]));
}

/** bin(): numbers, instants and durations are cut down to a multiple of the step. */
function bin({ arg, args }: FunctionCall): Expression {
  const value = arg(0);
  const step = args[1] ?? long(1);
  if (value.type === 'datetime' || value.type === 'timespan') {
    const duration =
      step.type === 'timespan' ? step : call('multiply', [timespan(TICKS_PER_DAY), step], 'timespan');
    return call('binDown', [value, duration]);
  }
  const type = widest(value.type, step.type);
  return call('binDown', [convert(value, type), convert(step, type)]);
}

/** bin_at(): a multiple of the step away from the fixed point. */
function binAt({ arg }: FunctionCall): Expression {
  const [value, step, point] = [arg(0), arg(1), arg(2)];
  if (value.type === 'datetime') {
    const start = datetime(0n);
    const since = call('subtract', [value, point], 'timespan');
    return call('add', [point, call('binDown', [since, step])], start.type);
  }
  const type = value.type === 'timespan' ? 'timespan' : widest(value.type, widest(step.type, point.type));
  const [at, size, from] = [convert(value, type), convert(step, type), convert(point, type)];
  return call('add', [from, call('binDown', [call('subtract', [at, from], type), size])], type);
}

function abs({ arg }: FunctionCall): Expression {
  const value = arg(0);
  const type = value.type === 'int' || value.type === 'dynamic' ? 'long' : value.type;
  return call('abs', [convert(value, type)]);
}

function sign({ arg }: FunctionCall): Expression {
  const value = convert(arg(0), 'real');
  const zero = literal('real', 0);
  return call('case', [
    call('gt', [value, zero]),
    literal('real', 1),
    call('lt', [value, zero]),
    literal('real', -1),
    call('eq', [value, zero]),
    zero,
    literal('real', null),
  ]);
}

/** bin_auto(): bin or bin_at, with the step and the fixed point that the rule sets. */
function binAuto(item: FunctionCall): Expression {
  const [step, point] = BIN_OPTIONS.map((option) => optionOf(option, item.env));
  if (step === undefined) return item.refuse('bin_auto without `set query_bin_auto_size`');
  const args = [item.arg(0), step, ...(point === undefined ? [] : [point])];
  const arg = (index: number): Expression => args[index] ?? item.arg(index);
  return (point === undefined ? bin : binAt)({ ...item, args, arg });
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#mathematical-functions */
export const numberFunctions: FunctionFamily = {
  bin: supported('bin-function', bin),
  floor: supported('floor-function', bin),
  bin_at: supported('bin-at-function', binAt),
  bin_auto: supported('bin-auto-function', binAuto),
  abs: supported('abs-function', abs),
  sign: supported('sign-function', sign),
  ceiling: real('ceiling', 'ceiling-function'),
  round: supported('round-function', ({ args, arg }) =>
    call(
      'round',
      args[1] === undefined ? [convert(arg(0), 'real')] : [convert(arg(0), 'real'), convert(args[1], 'long')],
    ),
  ),
  sqrt: real('sqrt', 'sqrt-function'),
  exp: real('exp', 'exp-function'),
  log: real('ln', 'log-function'),
  log10: real('log10', 'log10-function'),
  log2: supported('log2-function', ({ arg }) =>
    call('divide', [call('ln', [convert(arg(0), 'real')]), literal('real', Math.LN2)], 'real'),
  ),
  exp2: supported('exp2-function', ({ arg }) => call('power', [literal('real', 2), convert(arg(0), 'real')])),
  exp10: supported('exp10-function', ({ arg }) =>
    call('power', [literal('real', 10), convert(arg(0), 'real')]),
  ),
  pow: supported('pow-function', ({ arg }) =>
    call('power', [convert(arg(0), 'real'), convert(arg(1), 'real')]),
  ),
  pi: supported('pi-function', () => literal('real', Math.PI)),
};
