import { formatCpuList } from '../../base/cpu-list.ts';
import { formatNs, formatShare } from '../../base/units.ts';
import type { ThreadTrack, Timeline } from '../../model/trial/timeline.ts';

/** What a timeline says, a row for each thread. */
export const TRACK_COLUMNS = [
  { title: 'thread', align: 'left' },
  { title: 'ID', align: 'left' },
  { title: 'sampled for', align: 'right' },
  { title: 'running', align: 'right' },
  { title: 'queued', align: 'right' },
  { title: 'blocked', align: 'right' },
  { title: 'CPUs', align: 'left' },
  { title: 'migrations', align: 'right' },
] as const;

export function trackCells(track: ThreadTrack): string[] {
  const { name, atUs, runUs, runDelayUs } = track;
  const wholeUs = (atUs.at(-1) ?? 0) - (atUs[0] ?? 0);
  const running = wholeUs === 0 ? null : Math.min(1, sumOf(runUs) / wholeUs);
  const waiting = running === null ? null : Math.min(1 - running, sumOf(runDelayUs) / wholeUs);
  const cpus = track.cpu.filter((cpu) => cpu !== null);
  return [
    name,
    threadId(track),
    formatNs(wholeUs * 1e3),
    formatShare(running),
    formatShare(waiting),
    formatShare(running === null || waiting === null ? null : 1 - running - waiting),
    cpus.length === 0 ? '?' : formatCpuList([...new Set(cpus)]),
    `${cpus.filter((cpu, index) => index > 0 && cpu !== cpus[index - 1]).length}`,
  ];
}

/** `PID 100, TID 101`. */
export function threadId({ pid, tid }: Pick<ThreadTrack, 'pid' | 'tid'>): string {
  return `PID ${pid ?? 'unknown'}, TID ${tid ?? 'unknown'}`;
}

/** `2 threads on CPUs 0-1 in 160 ms`. */
export function windowWords({ threads, lengthUs }: Timeline): string {
  const cpus = new Set<number>();
  for (const { cpu } of threads) for (const one of cpu) if (one !== null) cpus.add(one);
  const where =
    cpus.size === 0
      ? 'CPUs that nobody saw'
      : `${cpus.size === 1 ? 'CPU' : 'CPUs'} ${formatCpuList([...cpus])}`;
  return `${threads.length} ${threads.length === 1 ? 'thread' : 'threads'} on ${where} in ${formatNs(lengthUs * 1e3)}`;
}

function sumOf(column: readonly number[]): number {
  return column.reduce((sum, us) => sum + us, 0);
}
