import { inspect } from 'node:util';

/** Anything thrown, in a line, with the place in the user's own code where that is known: `Error: no (/a/work.ts:3:9)`. */
export function described(thrown: unknown): string {
  if (!(thrown instanceof Error)) return inspect(thrown, { depth: 1 });
  const where = placeIn(thrown.stack ?? '');
  return `${thrown.name}: ${thrown.message}${where === null ? '' : ` (${where})`}`;
}

/** The first line of a stack that isn't Node's own: `/path/work.ts:3:26`. */
function placeIn(stack: string): string | null {
  for (const line of stack.split('\n')) {
    const place = /((?:file:\/\/)?\/[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place !== undefined && !line.includes('node:')) return place.replace('file://', '');
  }
  return null;
}
