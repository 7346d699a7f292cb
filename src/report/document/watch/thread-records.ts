import { formatCpuList } from '../../../base/cpu-list.ts';
import type { WatchedThreadRecord } from '../../../model/documents/watch.ts';
import { WAIT_KINDS } from '../../../model/waits.ts';
import type { Records } from '../document.ts';
import { type RecordColumns, recordsOf } from '../document.ts';

const RECORD_COLUMNS: RecordColumns<WatchedThreadRecord> = {
  pid: ({ pid }) => pid,
  tid: ({ tid }) => tid,
  comm: ({ comm }) => comm,
  firstSeenNs: ({ firstSeenNs }) => firstSeenNs,
  lastSeenNs: ({ lastSeenNs }) => lastSeenNs,
  runNs: ({ runNs }) => runNs,
  runDelayNs: ({ runDelayNs }) => runDelayNs,
  blockedNs: ({ blockedNs }) => blockedNs,
  cpusSeen: ({ cpusSeen }) => formatCpuList(Object.keys(cpusSeen).map(Number)),
  migrations: ({ migrations }) => migrations,
  voluntarySwitches: ({ voluntarySwitches }) => voluntarySwitches,
  involuntarySwitches: ({ involuntarySwitches }) => involuntarySwitches,
  isBusy: ({ isBusy }) => isBusy,
  ...Object.fromEntries(
    WAIT_KINDS.map((kind) => [
      `wait${kind[0]?.toUpperCase()}${kind.slice(1)}Ns`,
      ({ waits }: WatchedThreadRecord) => waits[kind],
    ]),
  ),
};

/** A row for each thread that is listed. */
export function threadRecords(threads: readonly WatchedThreadRecord[]): Records {
  return recordsOf(RECORD_COLUMNS, threads);
}
