import { formatRatio } from '../../base/units.ts';
import type { ResultTable } from '../../model/scenario.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { enoughCores } from '../../stats/verdict.ts';
import { durationNs, runShare, wantedCores } from './checked.ts';
import type { Checked } from './claims.ts';
import { left, right } from './table.ts';
import { expectWanted, wantedText } from './words.ts';

/** A thread that worked less than this share of the time is none that the work came from. */
const TOOK_PART = 0.1;

/** What the threads of a process did that none of its JavaScript runs on: libuv's pool, V8's helpers. */
export interface HiddenThreads {
  /** Cores' worth of time in which they ran. */
  readonly r: number;
  /** Cores' worth of time in which they waited for a core. */
  readonly d: number;
  /** Those that did the work. */
  readonly busyTids: readonly number[];
}

interface ThreadTimes {
  readonly tid: number;
  readonly runNs: number;
  readonly runDelayNs: number;
}

/** From the threads that a worker has found in its process (`finding.threads`); null where the kernel reported none. */
export function hiddenThreads(worker: WorkerRecord): HiddenThreads | null {
  const { threads = [] } = (worker.finding ?? {}) as { threads?: readonly ThreadTimes[] };
  const wallNs = durationNs(worker);
  if (threads.length === 0 || wallNs === null) return null;
  const hidden = threads.filter(({ tid }) => tid !== worker.tid);
  const cores = (times: readonly number[]) => times.reduce((total, ns) => total + ns, 0) / wallNs;
  return {
    r: cores(hidden.map(({ runNs }) => runNs)),
    d: cores(hidden.map(({ runDelayNs }) => runDelayNs)),
    busyTids: hidden
      .filter(({ runNs, runDelayNs }) => runNs + runDelayNs >= TOOK_PART * wallNs)
      .map(({ tid }) => tid),
  };
}

/** Between them they want one core, or as many as were asked for at least, whether they get them or not. */
export function hiddenWant(cores: 'one' | number, hidden: HiddenThreads | null): Checked {
  const { r, d } = hidden ?? { r: null, d: null };
  const wanted = wantedCores({ r, d });
  const limit = cores === 'one' ? THRESHOLDS.oneCore : enoughCores(cores);
  return {
    expected: expectWanted(cores === 'one' ? '≤' : '≥', limit),
    observed: wantedText({ r, d }),
    holds: wanted === null ? null : cores === 'one' ? wanted <= limit : wanted >= limit,
    loadSensitive: true,
  };
}

/**
 * What hidden threads and the visible one did in each process.
 * @param perUnit how many things a unit makes
 */
export function hiddenTable(
  title: string,
  things: string,
  perUnit: number,
  workers: readonly WorkerRecord[],
): ResultTable {
  const columns = ['CPU time / wall', 'hidden busy', 'hidden queued', 'own busy'].map(right);
  return {
    title,
    columns: [left('process'), right(things), ...columns],
    rows: workers.map((worker) => {
      const [hidden, wallNs, cpuNs] = [hiddenThreads(worker), durationNs(worker), worker.processCpuNs];
      const figures = [
        cpuNs === null || wallNs === null ? null : cpuNs / wallNs,
        hidden?.r ?? null,
        hidden?.d ?? null,
        runShare(worker),
      ];
      return [worker.name, `${worker.unitsDone * perUnit}`, ...figures.map(formatRatio)];
    }),
  };
}
