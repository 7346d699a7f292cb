import { formatCpuList } from '../../base/cpu-list.ts';
import { formatNs, formatShare } from '../../base/units.ts';
import type { TrackData, WindowData } from '../document/chart-data.ts';

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

export function trackCells(track: TrackData): string[] {
  const { name, id, stepUs, runUs, runDelayUs } = track;
  const wholeUs = sumOf(stepUs);
  const running = wholeUs === 0 ? null : Math.min(1, sumOf(runUs) / wholeUs);
  const waiting = running === null ? null : Math.min(1 - running, sumOf(runDelayUs) / wholeUs);
  const cpus = track.cpu.filter((cpu) => cpu !== null);
  return [
    name,
    id,
    formatNs(wholeUs * 1e3),
    formatShare(running),
    formatShare(waiting),
    formatShare(running === null || waiting === null ? null : 1 - running - waiting),
    cpus.length === 0 ? '?' : formatCpuList([...new Set(cpus)]),
    `${cpus.filter((cpu, index) => index > 0 && cpu !== cpus[index - 1]).length}`,
  ];
}

/** `2 threads on CPUs 0-1 in 160 ms`. */
export function windowWords({ tracks, lengthUs }: WindowData): string {
  const cpus = new Set(tracks.flatMap(({ cpu }) => cpu.filter((one) => one !== null)));
  const where =
    cpus.size === 0
      ? 'CPUs that nobody saw'
      : `${cpus.size === 1 ? 'CPU' : 'CPUs'} ${formatCpuList([...cpus])}`;
  return `${tracks.length} ${tracks.length === 1 ? 'thread' : 'threads'} on ${where} in ${formatNs(lengthUs * 1e3)}`;
}

function sumOf(column: readonly number[]): number {
  return column.reduce((sum, us) => sum + us, 0);
}
