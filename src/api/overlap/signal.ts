import { propertyOf } from '../../base/errors/read-thrown.ts';

/** How options objects name it; tools of language models say abortSignal. */
const NAMES = ['signal', 'abortSignal'];

/** The AbortSignal that is an argument, or one of an options object; null where there is none. */
export function signalOf(args: readonly unknown[]): AbortSignal | null {
  const candidates = args.flatMap((arg) => [arg, ...NAMES.map((name) => propertyOf(arg, name))]);
  return candidates.find(isSignal) ?? null;
}

/** By what it can do: test runners have realms of their own, with other classes. */
function isSignal(value: unknown): value is AbortSignal {
  return (
    typeof propertyOf(value, 'aborted') === 'boolean' &&
    typeof propertyOf(value, 'addEventListener') === 'function' &&
    typeof propertyOf(value, 'removeEventListener') === 'function'
  );
}
