import type { FromWorker } from '../../../engine/protocol/protocol.ts';

/** What a worker’s units gave. */
export interface Results {
  readonly values: readonly unknown[];
  /** When the worker sent them, and when they had arrived, in ns since the run's epoch. */
  readonly sentNs: number;
  readonly arrivedNs: number;
  /** What all workers of another program have added to its memory; null where that isn't known, or it is ours. */
  readonly addedBytes: number | null;
}

type Message = Extract<FromWorker, { readonly type: 'results' }>;

/** @param nowNs when the message has come: another program knows better when they had arrived there */
export function resultsOf({ results, sentNs, arrivedNs, addedBytes }: Message, nowNs: number): Results {
  return { values: results, sentNs, arrivedNs: arrivedNs ?? nowNs, addedBytes: addedBytes ?? null };
}
