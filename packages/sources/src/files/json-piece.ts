/** Where records lie: the keys that lead to them, `*` for each element of a list; none for a value that stands alone. */
export interface JsonPattern {
  readonly id: string;
  readonly path: readonly string[];
}

/** A piece of a JSON text. `offset` is its first byte's place in the input, `line` its first line. */
export type JsonPiece =
  /** A whole value at a pattern's place. Its brackets balance; it has not been parsed. */
  | {
      readonly kind: 'value';
      readonly id: string;
      readonly bytes: Buffer;
      readonly offset: number;
      readonly line: number;
    }
  /** Something that cannot be a value, or only a part of one. */
  | {
      readonly kind: 'broken';
      readonly cause: string;
      readonly bytes: Buffer;
      readonly offset: number;
      readonly line: number;
      /** A record was lost here, not only the text around records. */
      readonly inRecord: boolean;
    }
  /** A whole value at the top in which no pattern's list was found. */
  | { readonly kind: 'other'; readonly bytes: Buffer; readonly offset: number; readonly line: number };

export interface JsonSplitter {
  /** Takes the next bytes and gives the pieces that they complete. The bytes must not change afterwards. */
  push(chunk: Uint8Array): readonly JsonPiece[];
  /** The text is over. `cause` says why when it is not by its own end. */
  end(cause?: string): readonly JsonPiece[];
}

/** Where in its input a text begins. */
export interface TextPlace {
  readonly offset: number;
  readonly line: number;
}
