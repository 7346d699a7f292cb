import type { Unfollowed } from '../../machine/follow/tree/tree.ts';

/** By what the kernel answered. */
const WHY: ReadonlyMap<string, string> = new Map([
  ['EMFILE', 'concur may not open more files (ulimit -n)'],
  ['ENFILE', 'the machine may not open more files (fs.file-max)'],
  ['EACCES', 'they belong to another user'],
  ['EPERM', 'they belong to another user'],
  ['ENOMEM', 'there was no memory left'],
]);

/** Why threads could not be followed, in words. */
export function unfollowedWhy({ refusal }: Unfollowed): string {
  return WHY.get(refusal) ?? `the kernel refused: ${refusal}`;
}
