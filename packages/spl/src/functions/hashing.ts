import { call, nullOf } from '@interloper/plan';
import { asText, isNullLiteral } from '../lower/values.js';
import type { EvalFunction, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: Cryptographic functions. */
export const hashing: FunctionFamily = {
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: refused('use sha256'),
};

function hash(fn: 'md5' | 'sha1' | 'sha256'): EvalFunction {
  return {
    arity: [1, 1],
    lower: (it) => {
      const value = asText(it.value(0));
      return isNullLiteral(value) ? nullOf('string') : call(fn, [value]);
    },
  };
}
