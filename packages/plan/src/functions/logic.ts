import { family, strict, tolerant } from './signature.js';

/** Truth and choice. `and`, `or` and `not` follow SQL's three-valued logic. */
export const logic = family({
  and: tolerant(['bool'], 'bool', 'All are true; false wins over null.', { variadic: true }),
  or: tolerant(['bool'], 'bool', 'Any is true; true wins over null.', { variadic: true }),
  not: strict(['bool'], 'bool', 'The opposite.'),
  isTrue: tolerant(['bool'], 'bool', 'True when the argument is true; false for false and null.'),
  isNull: tolerant(['any'], 'bool', 'True when the argument is null.'),
  coalesce: tolerant(['any'], { sameAs: 0 }, 'The first argument that is not null. All have one type.', {
    variadic: true,
  }),
  nullIf: tolerant(['any', 'any'], { sameAs: 0 }, 'Null when both are equal, else the first.'),
  if: tolerant(
    ['bool', 'any', 'any'],
    { sameAs: 1 },
    'The second when the first is true, else (false, null) the third.',
  ),
  case: tolerant(
    ['any'],
    { sameAs: -1 },
    'case(c1, v1, c2, v2, …, otherwise): the value behind the first true condition. Values have one type.',
    { variadic: true },
  ),
});

/** Comparisons of two values of the same type (int, long and real mix). */
export const comparison = family({
  eq: strict(['any', 'any'], 'bool', 'Equal; text by code points. NaN equals nothing.'),
  ne: strict(['any', 'any'], 'bool', 'Not equal.'),
  lt: strict(
    ['any', 'any'],
    'bool',
    'Less; text by code points. NaN is neither less nor greater than anything.',
  ),
  le: strict(['any', 'any'], 'bool', 'Less or equal.'),
  gt: strict(['any', 'any'], 'bool', 'Greater.'),
  ge: strict(['any', 'any'], 'bool', 'Greater or equal.'),
  same: tolerant(['any', 'any'], 'bool', 'Equal, or both null.'),
  in: strict(['any', 'any'], 'bool', 'The first equals one of the others, which are not null.', {
    variadic: true,
  }),
  compareLoosely: strict(
    ['string', 'string'],
    'int',
    'Splunk’s comparison of values whose type is only known at run time: as numbers when both look like numbers, else as text. Gives -1, 0 or 1.',
  ),
  sameNumber: tolerant(
    ['string', 'string'],
    'bool',
    'Both texts are numbers (`toReal`), and equal. False when one is not, or is null. Passes before printing put it in the place of a comparison.',
  ),
});
