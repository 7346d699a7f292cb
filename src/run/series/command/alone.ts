import type { SeenRun } from './seen-run.ts';

/** The time in which one thread alone ran or was queued, and what those were called that were alone longest. */
export function aloneIn({ ceiling, durationNs }: Pick<SeenRun, 'ceiling' | 'durationNs'>) {
  const [longest] = ceiling?.alone ?? [];
  if (ceiling === null || longest === undefined) return null;
  return { share: Math.min(1, ceiling.serialNs / durationNs), comm: longest.comm };
}
