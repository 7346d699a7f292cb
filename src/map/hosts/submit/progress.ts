import { namedApart } from '../../../base/text/named-apart.ts';
import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { HostRow } from './host-table.ts';

/** How far a run over hosts is. Hosts of one name get a number. */
export function progressOf(
  rows: readonly HostRow[],
  units: Pick<ParallelMapProgress, 'done' | 'failed' | 'total'>,
): ParallelMapProgress {
  const names = namedApart(rows.map(({ said }) => said.name));
  const hosts = rows.map(({ said, presence, silentMs, work }, index) => ({
    name: names[index] as string,
    machine: said.machine,
    cores: said.effectiveCpus ?? said.cpus,
    state: presence,
    silentMs,
    r: work.r,
    d: work.d,
    done: work.done,
  }));
  const workers = rows.flatMap(({ work }, index) =>
    work.workers.map(({ pid, tid, done }, worker) => ({
      name: `worker ${worker}`,
      host: names[index] as string,
      ...{ pid, tid, done },
    })),
  );
  return { ...units, workers, hosts };
}
