import { formatRatio } from '../../base/units.ts';
import type { Observation } from '../../model/trial/observation.ts';

// The words for what the kernel counts: the same in all experiments. JSON calls the figures `r` and `d`.

type Figures = Pick<Observation, 'r' | 'd'>;

/** `busy ≤ 1.15 cores`: what is expected of the cores that workers keep busy. */
export function expectBusy(bound: '≤' | '≥' | '<', cores: number): string {
  return `busy ${bound} ${formatRatio(cores)} cores`;
}

/** `busy 1.02 cores`. */
export function busyText(r: number | null): string {
  return `busy ${formatRatio(r)} cores`;
}

/** `busy + queued ≥ 1.60 cores`: what is expected of the cores that workers want, whether they get them or not. */
export function expectWanted(bound: '≤' | '≥' | '<', cores: number): string {
  return `busy + queued ${bound} ${formatRatio(cores)} cores`;
}

/** `busy + queued 1.97 cores (busy 1.00, queued 0.97)`, or `unknown`. */
export function wantedText({ r, d }: Figures): string {
  if (r === null) return 'unknown';
  if (d === null) return `${busyText(r)}, queued unknown`;
  return `busy + queued ${formatRatio(r + d)} cores (${busyQueuedText({ r, d })})`;
}

/** `busy 1.93, queued 0.05`. */
export function busyQueuedText({ r, d }: Figures): string {
  return `busy ${formatRatio(r)}, queued ${formatRatio(d)}`;
}
