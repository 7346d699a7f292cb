import { countOf, formatBytes } from '../../../base/units.ts';
import type { CoresReport, PerWorker } from '../../../model/documents/cores-report.ts';
import { decimal } from '../figures.ts';

/** `at most 4 workers, one for each whole CPU (ancestors hidden)`; `3 workers: 8 CPUs, but memory for 3 of 2.0 GB each`. */
export function adviceWords(report: CoresReport): string {
  const { recommendedWorkers, hidden } = report;
  if (recommendedWorkers === null) return 'How many workers: unknown';
  const most = hidden === null ? '' : 'at most ';
  const workers = `${most}${countOf(recommendedWorkers, 'worker')}`;
  if (memoryDecides(report)) return `${workers}: ${memoryAgainstCpus(report)}`;
  return `${workers}, one for each ${workersCpu(report)}${memoryToo(report.perWorker)}`;
}

/** `A worker for each whole CPU`. */
export function adviceTitle(report: CoresReport): string {
  if (memoryDecides(report)) return `As many workers as memory is there for: ${memoryAgainstCpus(report)}`;
  return `${report.hidden === null ? 'A' : 'At most a'} worker for each ${workersCpu(report)}${memoryToo(report.perWorker)}`;
}

/** Whether there would be more workers by the CPUs alone. */
function memoryDecides({ perWorker, effectiveCpus, unpinnedCpus, recommendedWorkers }: CoresReport): boolean {
  if (perWorker === null || perWorker.mostWorkers === null || recommendedWorkers === null) return false;
  // Measuring may have left fewer CPUs than the limits do: then there is memory for more than that.
  const cpus = Math.min(effectiveCpus ?? recommendedWorkers, unpinnedCpus ?? Number.POSITIVE_INFINITY);
  return perWorker.mostWorkers <= recommendedWorkers && perWorker.mostWorkers < Math.max(1, Math.floor(cpus));
}

/** `8 CPUs, but memory for 3 of 2.0 GB each (./work.ts#fn, measured)`. */
function memoryAgainstCpus({ effectiveCpus, perWorker }: CoresReport): string {
  const cpus = `${decimal(effectiveCpus)} ${effectiveCpus === 1 ? 'CPU' : 'CPUs'}`;
  return `${cpus}, but ${perWorker === null ? '' : memoryFor(perWorker)}`;
}

function memoryToo(perWorker: PerWorker | null): string {
  return perWorker === null ? '' : `; ${memoryFor(perWorker)}`;
}

function memoryFor({ bytes, measuredOf, mostWorkers }: PerWorker): string {
  const each = `${formatBytes(bytes)} each${measuredOf === null ? '' : ` (${measuredOf}, measured)`}`;
  if (mostWorkers === null) return `free memory unknown, ${each}`;
  return `memory for ${mostWorkers === 0 ? 'none' : mostWorkers} of ${each}`;
}

function workersCpu({ hidden, counts, unpinnedCpus }: CoresReport): string {
  const areSpread = unpinnedCpus === null || unpinnedCpus === counts.allowedCpus;
  const cpu = areSpread
    ? 'whole CPU'
    : 'CPU that threads get without being pinned: isolated CPUs are left out';
  return hidden === null ? cpu : `${cpu} (ancestors hidden)`;
}
