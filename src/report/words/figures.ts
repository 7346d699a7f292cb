import { formatCpuList } from '../../base/cpu-list.ts';
import { formatRatio } from '../../base/units.ts';

/** R and D as people read them: `busy 1.94, queued 0.05 (cores)`. */
export function busyQueued({ r, d }: { readonly r: number | null; readonly d: number | null }): string {
  return `busy ${formatRatio(r)}, queued ${formatRatio(d)} (cores)`;
}

/** What they are, once a report. */
export const BUSY_QUEUED_NOTE =
  'busy: CPUs utilised. queued: runnable but waiting for a CPU (run-queue wait). Both in cores, on average.';

/** The three parts of a thread's time, as they are drawn and listed. */
export const SPLIT_TITLE = 'running · queued · blocked';

/** `4 + 70`: voluntary and involuntary context switches. */
export function switchesOf({
  voluntarySwitches,
  involuntarySwitches,
}: {
  readonly voluntarySwitches: number | null;
  readonly involuntarySwitches: number | null;
}): string {
  return `${voluntarySwitches ?? '?'} + ${involuntarySwitches ?? '?'}`;
}

/** The CPUs that a thread was seen on: `0-1`, or `?`. */
export function cpusWords(cpusSeen: Readonly<Record<string, number>>): string {
  return formatCpuList(Object.keys(cpusSeen).map(Number)) || '?';
}

/** A number of CPUs: a quota's decimals are never rounded away. */
export function decimal(cpus: number | null): string {
  return cpus === null ? '?' : Number.isInteger(cpus) ? `${cpus}` : `${Number(cpus.toFixed(4))}`;
}
