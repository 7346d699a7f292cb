/** Anything that was thrown, or stood on what was, in a form that survives the way to the parent. */
export type PackedThrown =
  | PackedError
  /** A list with errors in it, as those of an AggregateError. */
  | { readonly type: 'list'; readonly items: readonly PackedThrown[] }
  | { readonly type: 'value'; readonly value: unknown };

/** An error. It may be its own cause: the same one stands for the same one. */
export interface PackedError {
  readonly type: 'error';
  readonly name: string;
  /** Of its class. */
  readonly className: string;
  /** Of the language's own class that this one extends, or is. */
  readonly builtIn: string;
  readonly message: string;
  readonly stack: string | null;
  /** Its own properties: cloning an error loses them. */
  readonly properties: readonly PackedProperty[];
  /** What of these couldn't be kept, by name. */
  readonly notKept: readonly string[];
}

export interface PackedProperty {
  readonly key: string;
  readonly isEnumerable: boolean;
  readonly packed: PackedThrown;
}
