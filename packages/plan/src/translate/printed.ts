/** A rule printed in a language, or why it cannot be said there. */
export type Printed =
  | {
      readonly text: string;
      /** What a reader of the text must know. */
      readonly notes: readonly string[];
    }
  | {
      /** What the language cannot say, as a sentence's end: `a sliding window`. */
      readonly refused: string;
      readonly help?: string;
    };

export interface PrintOptions {
  /** The rule's title, for languages whose rules have one. */
  readonly title?: string;
  /**
   * Reads a field that is absent and one that is empty text as the same, where the language cannot tell them apart.
   * Without it such rules are refused.
   */
  readonly emptyIsAbsent?: boolean;
}

/** Ends the printing of a rule: what the language cannot say. */
export class CannotSay extends Error {
  constructor(
    readonly what: string,
    readonly help?: string,
  ) {
    super(what);
  }
}

/** Runs a printer; what it cannot say becomes a refusal. */
export function printing(print: () => Extract<Printed, { readonly text: string }>): Printed {
  try {
    return print();
  } catch (error) {
    if (!(error instanceof CannotSay)) throw error;
    return error.help === undefined ? { refused: error.what } : { refused: error.what, help: error.help };
  }
}
