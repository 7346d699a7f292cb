import { listOf } from '../../base/units.ts';

/** `true and : are too short to tell from the shell’s start`. */
export function lostWords(labels: readonly string[]): string {
  return `${listOf(labels)} ${labels.length === 1 ? 'is' : 'are'} too short to tell from the shell’s start`;
}
