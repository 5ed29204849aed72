import { call, nullOf } from '@interloper/plan';
import { asText, isNullLiteral } from '../lower/values.js';
import type { EvalFunction, FunctionFamily } from './definition.js';

/** Search Reference: Cryptographic functions. */
export const hashing: FunctionFamily = {
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
};

function hash(fn: 'md5' | 'sha1' | 'sha256' | 'sha512'): EvalFunction {
  return {
    arity: [1, 1],
    lower: (it) => {
      const value = asText(it.value(0));
      return isNullLiteral(value) ? nullOf('string') : call(fn, [value]);
    },
  };
}
