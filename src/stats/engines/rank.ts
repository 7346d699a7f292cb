import { minOf } from '../../base/extremes.ts';
import type { ComparedEngine } from '../../model/documents/comparison.ts';
import { THRESHOLDS } from '../thresholds.ts';
import type { EngineReason } from './engine-reason.ts';

/** Those that finished runs, by their median work, the fastest first; or why nothing can be said of them. */
export type Ranking =
  | { readonly ranked: readonly [ComparedEngine, ...ComparedEngine[]] }
  | { readonly reason: EngineReason };

/** Whether there is any time of its own: not of a command that its shell’s start hides. */
export function hasOwnTime({ workNs }: Pick<ComparedEngine, 'workNs'>): boolean {
  return workNs.median !== null;
}

export function rankByWork(results: readonly ComparedEngine[]): Ranking {
  const [fastest, ...others] = results
    .filter(hasOwnTime)
    .sort((a, b) => (a.workNs.median as number) - (b.workNs.median as number));
  if (fastest === undefined) return { reason: { kind: 'none-finished' } };
  const ranked = [fastest, ...others] as const;
  const runs = minOf(ranked.map((one) => one.runs));
  return runs < THRESHOLDS.fewestRuns
    ? { reason: { kind: 'too-few-runs', runs, needed: THRESHOLDS.fewestRuns } }
    : { ranked };
}
