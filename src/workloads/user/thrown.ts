import { inspect } from 'node:util';
import { isError, messageOf, nameOf, stackOf, textOf } from '../../base/errors/read-thrown.ts';
import { builtFile } from '../../base/files/package-root.ts';

/** A module of the user's can't be loaded, because of a mistake in it or in what it imports. */
export class NotLoadedError extends Error {
  readonly code = 'NOT_LOADED';

  constructor(thrown: unknown) {
    super(`the module can’t be loaded: ${described(thrown)}`, { cause: thrown });
  }
}

/** Work that the user wrote threw. */
export class OwnWorkError extends Error {
  readonly code = 'WORK_THREW';

  constructor(thrown: unknown) {
    super(described(thrown), { cause: thrown });
  }
}

/** Anything thrown, in a line, with the place in the user's own code where that is known: `Error: no (/a/work.ts:3:9)`. */
export function described(thrown: unknown): string {
  if (!isError(thrown)) return shown(thrown);
  const where = placeOf(thrown);
  const [what = ''] = messageOf(thrown).split('\nRequire stack:');
  const message = what.replace(/\s*\n\s*/g, ' ');
  return `${nameOf(thrown)}: ${message}${where === null || message.includes(where) ? '' : ` (${where})`}`;
}

/** An error that ended the worker whose code threw it. */
export function uncaught(thrown: unknown): string {
  return `an error that nobody caught ended it: ${described(thrown)}`;
}

/** Any value as Node shows it; as text where it can't even be shown so. */
export function shown(value: unknown): string {
  try {
    return inspect(value, { depth: 1 });
  } catch {
    return textOf(value);
  }
}

/** Where in the user's own code it was made: `/path/work.ts:3:26`; null where that isn't known. */
export function placeOf(thrown: unknown): string | null {
  return placeIn(stackOf(thrown) ?? '');
}

/** The place in a stack that is neither Node's own, nor a package's, nor ours: `/path/work.ts:3:26`. */
function placeIn(stack: string): string | null {
  return stack.startsWith(PYTHON_TRACE) ? placeInPython(stack) : placeInNode(stack);
}

const PYTHON_TRACE = 'Traceback (most recent call last):';

/** Python has the innermost call last, and leaves our own out. */
function placeInPython(trace: string): string | null {
  const places = [...trace.matchAll(/^ {2}File "(\/.*)", line (\d+)/gm)];
  const own = places.findLast(
    ([, file = '']) => !/\/(?:lib\/python3\.\d+t?|(?:site|dist)-packages)\//.test(file),
  );
  return own === undefined ? null : `${own[1]}:${own[2]}`;
}

/** The first line of these. */
function placeInNode(stack: string): string | null {
  for (const line of stack.split('\n')) {
    const place = /((?:file:\/\/)?\/[^()]*:\d+(?::\d+)?)\)?$/.exec(line)?.[1];
    if (place !== undefined && !/node:|\/node_modules\//.test(line) && !line.includes(builtFile())) {
      return place.replace('file://', '');
    }
  }
  return null;
}
