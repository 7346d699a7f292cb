import { formatRatio } from '../../../base/units.ts';
import type { ParallelMapHost, ParallelMapProgress, ParallelMapWorker } from '../../../model/parallel-map.ts';
import { silentWords } from '../../words/hosts.ts';
import { labelWidthOf, type Meter } from '../meter.ts';

/** What a bar is of. */
interface Part {
  readonly label: string;
  readonly done: number;
  readonly identity: string;
  readonly note: string | null;
  /** How many of those that share what is left are in it. */
  readonly workers: number;
}

/** The bars at one moment: of each worker, or of each host with its workers beneath it, and of what failed. */
export function metersOf(progress: ParallelMapProgress, elapsedMs: number): Meter[] {
  const { done, failed, workers, hosts = [] } = progress;
  // Where nobody knows how many there will be, those that are known are all.
  const total = progress.total ?? done + failed;
  const left = total - done - failed;
  const parts = hosts.length === 0 ? workers.map(partOf) : hosts.flatMap((host) => partsOf(host, workers));
  const labelWidth = labelWidthOf([...parts, { label: 'failed' }].map(({ label }) => label));
  const meter = ({ label, done: units, identity, note }: Omit<Part, 'workers'>, of: number): Meter => ({
    ...{ label, labelWidth, elapsedMs, identity, note },
    progress: { done: units, total: of, of: 'units' },
    failed: false,
  });
  // Nobody knows who will do what is left: an equal part each, so that every bar is full in the end.
  const share = (part: Part) => part.done + Math.ceil((left * part.workers) / Math.max(1, workers.length));
  const failures = { label: 'failed', done: failed, identity: '', note: null };
  return [
    ...parts.map((part) => meter(part, share(part))),
    { ...meter(failures, total), failed: failed > 0 },
  ];
}

/** All in one bar, where there is no room for so many. */
export function together(meters: readonly Meter[], label: string): Meter {
  const [first] = meters;
  const workers = meters.slice(0, -1);
  const sum = (of: 'done' | 'total') => workers.reduce((units, { progress }) => units + progress[of], 0);
  return {
    label,
    labelWidth: Math.max(first?.labelWidth ?? 0, label.length),
    progress: { done: sum('done'), total: sum('total'), of: 'units' },
    elapsedMs: first?.elapsedMs ?? 0,
    note: null,
    failed: false,
    identity: '',
  };
}

function partOf(worker: ParallelMapWorker): Part {
  const { name: label, done } = worker;
  return { label, done, identity: identityOf(worker), note: null, workers: 1 };
}

function partsOf(host: ParallelMapHost, all: readonly ParallelMapWorker[]): Part[] {
  const workers = all.filter((worker) => worker.host === host.name);
  const { name: label, done, r, d } = host;
  const identity = r === null ? '' : `busy ${formatRatio(r)} queued ${formatRatio(d)}`;
  return [
    { label, done, identity, note: absenceOf(host), workers: workers.length },
    ...workers.map((worker) => ({ ...partOf(worker), label: `  ${worker.name}` })),
  ];
}

function absenceOf({ state, silentMs }: ParallelMapHost): string | null {
  if (state === 'here') return null;
  return state === 'gone' ? 'gone' : silentWords(silentMs);
}

function identityOf({ pid, tid }: ParallelMapWorker): string {
  if (pid === null) return '';
  return tid === null || tid === pid ? `PID ${pid}` : `PID ${pid} TID ${tid}`;
}
