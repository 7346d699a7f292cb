import type { CpuRequest, RequestMapping } from '../../../model/machine/share.ts';

const LEAST_SHARES = 2;
const MOST_SHARES = 262_144;
/** The most millicores that still make a difference: more are as many shares. */
const MOST_MILLICORES = 256_000;

/** What people ask for, roundest first, in millicores. */
const ROUND = [1000, 500, 250, 200, 100, 50, 25, 20, 10, 5, 2, 1];

/** What kubelet makes of a request (MilliCPUToShares in kubernetes/pkg/kubelet/cm/helpers_linux.go). */
function sharesOf(millicores: number): number {
  return Math.min(MOST_SHARES, Math.max(LEAST_SHARES, Math.floor((millicores * 1024) / 1000)));
}

/** From shares to a weight of version 2, for each conversion that was published. */
const WEIGHT_OF: Readonly<Record<Exclude<RequestMapping, 'shares'>, (shares: number) => number>> = {
  /** KEP-2254; runc before 1.3.2, crun before 1.23 (ConvertCPUSharesToCgroupV2Value). */
  linear: (shares) => 1 + Math.floor(((shares - 2) * 9999) / 262_142),
  /** runc from 1.3.2 on, crun from 1.23 on: through (2, 1), (1024, 100) and (262144, 10000). */
  quadratic(shares) {
    if (shares <= LEAST_SHARES) return 1;
    if (shares >= MOST_SHARES) return 10_000;
    const log = Math.log2(shares);
    return Math.ceil(10 ** ((log * log + 125 * log) / 612 - 7 / 34));
  },
  /** systemd (cgroup_cpu_shares_to_weight), and how the kernel itself counts: 100 are 1,024. */
  proportional: (shares) => Math.min(10_000, Math.max(1, Math.floor((shares * 100) / 1024))),
};

/** The requests that give this weight, one for each conversion that can give it. */
export function requestsOf(weight: number, version: 1 | 2): CpuRequest[] {
  if (version === 1) return inverted('shares', weight, sharesOf);
  return (Object.keys(WEIGHT_OF) as (keyof typeof WEIGHT_OF)[]).flatMap((mapping) =>
    inverted(mapping, weight, (millicores) => WEIGHT_OF[mapping](sharesOf(millicores))),
  );
}

/** @param of grows with its argument, or stays */
function inverted(mapping: RequestMapping, weight: number, of: (millicores: number) => number): CpuRequest[] {
  const least = firstWhere((millicores) => of(millicores) >= weight);
  if (of(least) !== weight) return [];
  const most = firstWhere((millicores) => of(millicores) > weight) - 1;
  const cpus = roundest(least, most) / 1000;
  return [{ cpus, leastCpus: least / 1000, mostCpus: most / 1000, mapping }];
}

/** The least number of millicores for which this holds, found by halving; one more than the most where there is none. */
function firstWhere(holds: (millicores: number) => boolean): number {
  let [low, high] = [0, MOST_MILLICORES + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function roundest(least: number, most: number): number {
  const step = ROUND.find((one) => Math.floor(most / one) * one >= least) ?? 1;
  return Math.ceil(least / step) * step;
}
