import { formatCpuList } from '../../base/cpu-list.ts';
import { formatRatio } from '../../base/units.ts';
import type { Estimate } from '../../model/stat.ts';

/** R and D as people read them: `busy 1.94, queued 0.05 (cores)`. */
export function busyQueued({ r, d }: { readonly r: number | null; readonly d: number | null }): string {
  return `busy ${formatRatio(r)}, queued ${formatRatio(d)} (cores)`;
}

/** What they are, once a report. */
export const BUSY_QUEUED_NOTE =
  'busy: CPUs utilised. queued: runnable but waiting for a CPU (run-queue wait). Both in cores, on average.';

/** What the two figures of a cell of switches are. */
export const SWITCHES_NOTE = 'context switches: voluntary + involuntary.';

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

/** `1.93×`. */
export function times(ratio: number | null): string {
  return ratio === null ? '?' : `${formatRatio(ratio)}×`;
}

/** `1.93× [1.88, 1.97]`; `[?]` where there were too few runs for an interval. */
export function estimate({ ratio, ci95 }: Estimate): string {
  return ratio === null ? '?' : `${times(ratio)} ${interval(ci95)}`;
}

/** `[1.88, 1.97]`. */
function interval(ci95: Estimate['ci95']): string {
  return ci95 === null ? '[?]' : `[${ci95.map(formatRatio).join(', ')}]`;
}

/** `?`, `? + ?`. */
const UNKNOWN = /(^| )\?( |$)/;

/** What the marks of figures that aren't known mean, for those that can be seen. */
export function unknownNotes(cells: readonly string[]): string[] {
  return [
    ...(cells.some((cell) => cell.includes('[?]')) ? ['[?]: too few runs for an interval.'] : []),
    ...(cells.some((cell) => UNKNOWN.test(cell))
      ? ['?: not known; it couldn’t be read, or wasn’t measured.']
      : []),
  ];
}

/** `"worker" (tid 12)`. */
export function namedThread({ comm, tid }: { readonly comm: string; readonly tid: number }): string {
  return `${JSON.stringify(comm)} (tid ${tid})`;
}
