import type { Clock } from '../../../base/time/clock.ts';

/** Resolves when the work is over, whatever came of it, and after `ms` at the latest. */
export async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel = () => {};
  const late = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  const over = work.then(
    () => {},
    () => {},
  );
  await Promise.race([over, late]);
  cancel();
}

/**
 * The same promise, unless the signal is aborted first.
 * @param late gets what comes after that
 * @throws the signal’s reason
 */
export async function unlessAborted<Value>(
  signal: AbortSignal | null,
  work: Promise<Value>,
  late: (value: Value) => void = () => {},
): Promise<Value> {
  if (signal === null) return work;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      work.then(late, () => {});
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Calls it again and again. @returns what ends that */
export function every(clock: Clock, ms: number, act: () => void): () => void {
  let cancel = clock.after(ms, function again() {
    cancel = clock.after(ms, again);
    act();
  });
  return () => cancel();
}
