import { formatCpuList } from '../../../base/cpu-list.ts';
import type { WatchedThreadRecord, WatchReport } from '../../../model/watch.ts';
import { type Cell, toCsv } from '../../csv.ts';

/** The columns, each with where its value comes from. A row is one thread. */
const COLUMNS: readonly (readonly [string, (thread: WatchedThreadRecord) => Cell])[] = [
  ['pid', ({ pid }) => pid],
  ['tid', ({ tid }) => tid],
  ['comm', ({ comm }) => comm],
  ['firstSeenNs', ({ firstSeenNs }) => firstSeenNs],
  ['lastSeenNs', ({ lastSeenNs }) => lastSeenNs],
  ['runNs', ({ runNs }) => runNs],
  ['runDelayNs', ({ runDelayNs }) => runDelayNs],
  ['blockedNs', ({ blockedNs }) => blockedNs],
  ['cpusSeen', ({ cpusSeen }) => formatCpuList(Object.keys(cpusSeen).map(Number))],
  ['migrations', ({ migrations }) => migrations],
  ['voluntarySwitches', ({ voluntarySwitches }) => voluntarySwitches],
  ['involuntarySwitches', ({ involuntarySwitches }) => involuntarySwitches],
  ['isBusy', ({ isBusy }) => `${isBusy}`],
];

/** A row per thread. */
export function watchCsv({ threads }: WatchReport): string {
  return toCsv([
    COLUMNS.map(([title]) => title),
    ...threads.map((thread) => COLUMNS.map(([, value]) => value(thread))),
  ]);
}
