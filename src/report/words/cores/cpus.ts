import { formatCpuList } from '../../../base/cpu-list.ts';
import { countOf, formatRatio, formatShare, listOf } from '../../../base/units.ts';
import type { CoresReport, HiddenLimits, Measured } from '../../../model/documents/cores-report.ts';
import type { JudgedCpus } from '../../../model/machine/reported-cpus.ts';
import type { Cache, TopologyCounts } from '../../../model/machine/topology.ts';
import { causesText } from '../causes.ts';
import { busyQueued, decimal } from '../figures.ts';
import { idleAndFull } from './share.ts';

/** `8 CPUs, 8 online, 8 allowed, 4 cores, 2 packages, 2 NUMA nodes, up to 2 threads a core`. */
export function countsWords(counts: TopologyCounts): string {
  const count = (value: number | null, noun: string) =>
    value === null ? `unknown ${noun}s` : countOf(value, noun);
  const threads = counts.maxThreadsPerCore;
  const smt = threads === null ? [] : [threads > 1 ? `up to ${threads} threads a core` : 'no SMT'];
  return [
    count(counts.logicalCpus, 'CPU'),
    `${counts.onlineCpus ?? 'unknown'} online`,
    `${counts.allowedCpus ?? 'unknown'} allowed`,
    ...(counts.isolatedCpus === null || counts.isolatedCpus === 0
      ? []
      : [`${counts.isolatedCpus} of them isolated`]),
    count(counts.physicalCores, 'core'),
    count(counts.packages, 'package'),
    ...(counts.numaNodes === null ? [] : [countOf(counts.numaNodes, 'NUMA node')]),
    ...(counts.l3Caches === null ? [] : [countOf(counts.l3Caches, 'L3 cache')]),
    ...smt,
    ...(counts.hybrid === true ? ['cores of different kinds'] : []),
  ].join(', ');
}

/** `at most 1.5 CPUs in the long run, ancestors hidden`; `64 CPUs while the machine is idle, 0.5 guaranteed when it is full`. */
export function effectiveWords(report: CoresReport): string {
  const { effectiveCpus, limits, hidden, unpinnedCpus } = report;
  if (effectiveCpus === null) return 'unknown';
  const most = hidden === null ? '' : 'at most ';
  const isUnsure = limits.some(({ cpus, path }) => cpus === null && (hidden === null || path !== null));
  const notes = [
    ...(unpinnedCpus !== null && unpinnedCpus < Math.floor(effectiveCpus)
      ? [`${unpinnedCpus} for threads that are not pinned (isolated CPUs)`]
      : []),
    ...(hidden === null ? [] : ['ancestors hidden']),
    ...(isUnsure ? ['as far as the limits can be read'] : []),
  ];
  const always = `${decimal(effectiveCpus)} ${effectiveCpus === 1 ? 'CPU' : 'CPUs'} in the long run`;
  return [`${most}${idleAndFull(report) ?? always}`, ...notes].join(', ');
}

/** What can't be seen, and how that is known. */
export function hiddenWords({ atMostCpus, evidence }: HiddenLimits): string {
  return `limits of groups that can’t be seen may apply, so at most ${decimal(atMostCpus)} CPUs: ${evidence.join('; ')}`;
}

/** What isolated CPUs are to threads that nobody pins; null where none is ours. */
export function isolatedWords({ cpus, unpinnedCpus }: CoresReport): string | null {
  const ours = cpus.filter(({ isolated, allowed }) => isolated && allowed === true).map(({ cpu }) => cpu);
  if (ours.length === 0 || unpinnedCpus === null) return null;
  return `CPUs ${formatCpuList(ours)} (isolcpus): the kernel spreads no threads over them. Threads that are not pinned use ${countOf(unpinnedCpus, 'CPU')}; for more, pin each to a CPU of its own`;
}

/** `busy 1.51, queued 0.49 (cores), …`: what burners on all usable CPUs got. */
export function measuredWords(measured: Measured | null): string {
  if (measured === null) return 'not measured';
  const { throttledPeriods, steal, seconds, workers, causes } = measured;
  const why = causes.length === 0 ? '' : `; delayed by ${causesText(causes)}`;
  const throttled =
    throttledPeriods === null
      ? 'throttling unknown'
      : `throttled (CFS bandwidth) in ${countOf(throttledPeriods, 'period')}`;
  const how = `${countOf(workers, 'burner')}, ${formatRatio(seconds)} s, ${throttled}, steal ${formatShare(steal)}`;
  return `${busyQueued(measured)}, ${throughputWords(measured)} (${how})${why}`;
}

function throughputWords({ throughputX, throughputNoise }: Measured): string {
  if (throughputNoise === null) return `throughput ${formatRatio(throughputX)}× one alone`;
  return `throughput unknown (${formatRatio(throughputNoise)}× one alone is more than the busy CPUs can do: noise)`;
}

/** `+6.5`, `right`, `?`: how many CPUs too many somebody reports. */
export function wrongBy({ wrongBy }: JudgedCpus): string {
  if (wrongBy === null) return '?';
  if (wrongBy === 0) return 'right';
  return `${wrongBy > 0 ? '+' : ''}${Number(wrongBy.toFixed(2))}`;
}

const LETTER = { data: 'd', instruction: 'i', unified: '' } as const;

/** `32 KiB`, `1.5 MiB`: caches come in binary sizes. */
export function cacheSize({ sizeBytes }: Pick<Cache, 'sizeBytes'>): string {
  if (sizeBytes === null) return 'of unknown size';
  return sizeBytes < 2 ** 20
    ? `${sizeBytes / 2 ** 10} KiB`
    : `${Number((sizeBytes / 2 ** 20).toFixed(2))} MiB`;
}

/** `2 × L1d 32 KiB, 1 × L3 30 MiB`: how many there are of each. */
export function cacheSummary(caches: readonly Cache[]): string {
  const counts = new Map<string, number>();
  for (const cache of caches) {
    const name = `L${cache.level}${LETTER[cache.type]} ${cacheSize(cache)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts.size === 0 ? 'unknown' : listOf([...counts].map(([name, count]) => `${count} × ${name}`));
}
