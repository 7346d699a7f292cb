import { setTimeout as delay } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { resourceLimits } from 'node:worker_threads';

// What a map's workers have of their parent, and what they bring home.

export const flags = () => [process.execArgv, globalThis.PRELOADED ?? null, typeof gc];
export const heapMb = () =>
  resourceLimits.maxOldGenerationSizeMb ?? Math.round(getHeapStatistics().heap_size_limit / 2 ** 20);
export const bytes = (input) => ({
  isBuffer: Buffer.isBuffer(input.of),
  made: Buffer.from('made'),
  list: [new Map([['deep', input.of]])],
});

export class ValidationError extends Error {}
export const refuse = () => {
  throw Object.assign(new ValidationError('invalid'), { issues: [{ path: ['id'] }], retry() {} });
};
export const any = () =>
  Promise.any([Promise.reject(new Error('refused')), Promise.reject(new RangeError('404'))]);

/** An error that nobody awaits, of one unit. */
export async function lost(index) {
  if (index === 3) setTimeout(() => Promise.reject(new Error('lost')), 8);
  await delay(3);
  return index;
}

export function explain(index) {
  if (index !== 1) return index;
  process.stderr.write('the disk is full\n');
  return process.exit(4);
}
