/** A context file cannot be used as what it was given for; the message says what, where and what to do, in one line. */
export class ContextProblem extends Error {}
