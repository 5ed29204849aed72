/**
 * Something that only the user can put right: a path that is not there, a store that another process holds, an
 * option that does not fit. The message says what, where and what to do, in one line; it is shown without a stack.
 */
export class UserError extends Error {}
