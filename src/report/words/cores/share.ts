import { countOf, formatShare } from '../../../base/units.ts';
import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { CpuRequest, RequestMapping, Share, ShareLevel } from '../../../model/machine/share.ts';
import { decimal } from '../figures.ts';

/** A guarantee of nearly all that may be used is not worth a word in the headline. */
const CLEARLY_BELOW = 0.9;

/** Who converts in this way. */
export const MAPPINGS: Readonly<Record<RequestMapping, string>> = {
  shares: 'cpu.shares = 1024 × request (cgroup v1)',
  linear: 'linear (KEP-2254): runc before 1.3.2, crun before 1.23',
  quadratic: 'quadratic: runc from 1.3.2 on, crun from 1.23 on',
  proportional: 'proportional: weight 100 for 1024 shares, as in systemd and in the kernel',
};

/** A group’s weight unless somebody set it. */
const USUAL: Readonly<Record<ShareLevel['version'], number>> = { 1: 1024, 2: 100 };

/**
 * `64 CPUs while the machine is idle, 0.5 guaranteed when it is full`; null where that isn’t known, or nearly the same, or
 * nobody has set a weight: then it says how many groups there are, which any login adds to.
 */
export function idleAndFull({ effectiveCpus, share }: CoresReport): string | null {
  if (share === null || share.guaranteedCpus === null || effectiveCpus === null) return null;
  const isSet = share.levels.some(({ version, weight }) => weight !== USUAL[version]);
  if (!isSet && share.basis !== 'request') return null;
  if (share.guaranteedCpus >= CLEARLY_BELOW * effectiveCpus) return null;
  return `${cpusOf(effectiveCpus)} while the machine is idle, ${guaranteed(share, share.guaranteedCpus)} guaranteed when it is full`;
}

/** `weight 20 (cpu.weight) among 3 groups: 0.5 of 64 CPUs guaranteed against the other groups when the machine is full`. */
export function shareWords(share: Share, onlineCpus: number | null): string {
  const { guaranteedCpus, levels, basis } = share;
  const known =
    guaranteedCpus === null
      ? ''
      : `: ${guaranteed(share, guaranteedCpus)} of ${onlineCpus ?? '?'} CPUs guaranteed against the other groups when the machine is full`;
  const areSeen = levels.every(({ siblings }) => siblings !== null);
  const unseen = areSeen ? '' : '; what the other groups weigh can’t be seen from here';
  return `${weightWords(share)}${placeWords(levels)}${known}${basis === 'request' ? ', as Kubernetes’ request' : ''}${unseen}`;
}

/** ` among 3 groups`: the groups of one level; of several a table tells. */
function placeWords(levels: readonly ShareLevel[]): string {
  const siblings = levels[0]?.siblings ?? null;
  if (levels.length > 1) return `, with ${countOf(levels.length - 1, 'group')} above it`;
  return siblings === null ? '' : ` among ${countOf(siblings + 1, 'group')}`;
}

/** `0.12 to 0.5 CPUs, depending on how it was converted to a weight`. */
export function requestWords(requests: readonly CpuRequest[]): string {
  const cpus = requests.map((each) => each.cpus);
  const [least, most] = [Math.min(...cpus), Math.max(...cpus)];
  if (most === 0) return 'none (BestEffort)';
  if (least === most) return cpusOf(most);
  return `${decimal(least)} to ${cpusOf(most)}, depending on how it was converted to a weight`;
}

/** `0.49 to 0.514`: all requests that give the same weight. */
export function requestRange({ leastCpus, mostCpus }: CpuRequest): string {
  return leastCpus === mostCpus ? decimal(leastCpus) : `${decimal(leastCpus)} to ${decimal(mostCpus)}`;
}

/** `3`, our own group among them. */
export function groupsAt({ siblings }: ShareLevel): string {
  return siblings === null ? '?' : `${siblings + 1}`;
}

/** `25 %`. */
export function partAt({ fraction }: ShareLevel): string {
  return formatShare(fraction);
}

/** In version 1 an idle group’s 3 shares may have been set as well: Kubernetes gives as many for 3 thousandths of a CPU. */
function weightWords({ weight, version }: Share): string {
  const file = version === 1 ? 'cpu.shares' : 'cpu.weight';
  return weight < 1 ? 'an idle group (cpu.idle)' : `weight ${weight} (${file})`;
}

/** `0.5`, `at least 0.12` where the request isn’t known for certain. */
function guaranteed({ basis, requests }: Share, cpus: number): string {
  if (cpus === 0) return 'none';
  const atLeast = basis === 'request' && requests.some((one) => one.cpus !== requests[0]?.cpus);
  const amount = cpus < 0.01 ? 'less than 0.01' : `${Number(cpus.toFixed(2))}`;
  return `${atLeast ? 'at least ' : ''}${amount}`;
}

function cpusOf(cpus: number): string {
  return `${decimal(cpus)} ${cpus === 1 ? 'CPU' : 'CPUs'}`;
}
