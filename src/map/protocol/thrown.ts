/** Anything that was thrown, in a form that survives the way to the parent. */
export type PackedThrown = PackedError | { readonly type: 'value'; readonly value: unknown };

interface PackedError {
  readonly type: 'error';
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  /** Its own plain properties, such as `code`: cloning an error loses them. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly cause: PackedThrown | null;
}

/** So that `instanceof` says on this side what it says on that one. */
const BUILT_IN: ReadonlyMap<string, ErrorConstructor> = new Map(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((error) => [
    error.name,
    error,
  ]),
);

export function packThrown(thrown: unknown, depth = 0): PackedThrown {
  if (!(thrown instanceof Error)) return { type: 'value', value: thrown };
  const isPlain = (value: unknown) => value === null || /^(string|number|boolean)$/.test(typeof value);
  return {
    type: 'error',
    name: String(thrown.name),
    message: String(thrown.message),
    stack: thrown.stack ?? null,
    properties: Object.fromEntries(Object.entries(thrown).filter(([, value]) => isPlain(value))),
    // A chain of causes may be a ring.
    cause: thrown.cause === undefined || depth > 8 ? null : packThrown(thrown.cause, depth + 1),
  };
}

/** What can't be cloned, as an error that shows as much of it as can be received. */
export function packAsText(thrown: unknown): PackedThrown {
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : textOf(thrown);
  return packThrown(new Error(what));
}

export function unpackThrown(packed: PackedThrown): unknown {
  if (packed.type === 'value') return packed.value;
  const { name, message, stack, properties, cause } = packed;
  const Constructor = BUILT_IN.get(name) ?? Error;
  const error = new Constructor(message, cause === null ? {} : { cause: unpackThrown(cause) });
  const hide = (key: string, value: unknown) =>
    Object.defineProperty(error, key, { value, configurable: true, writable: true });
  if (error.name !== name) hide('name', name);
  if (stack !== null) hide('stack', stack);
  // To assign that one would take the error its class.
  const safe = Object.entries(properties).filter(([key]) => key !== '__proto__');
  return Object.assign(error, Object.fromEntries(safe));
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `a ${typeof value} that can't be shown`;
  }
}
