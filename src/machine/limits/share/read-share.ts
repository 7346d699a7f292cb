import type { Share } from '../../../model/machine/share.ts';
import type { Sysroot } from '../../sysroot.ts';
import { type Cgroups, governingPaths } from '../cgroups.ts';
import { readQuotas } from '../quota.ts';
import { guaranteeBelow, withinQuota } from './guarantee.ts';
import { type ContainerRequest, containerRequest } from './kubernetes.ts';
import { type WeightedPath, weightedPath } from './levels.ts';

/** What a share is a share of. */
export interface Shared {
  readonly onlineCpus: number | null;
  /** CPUs that the limits leave the process; nothing that is guaranteed is more. */
  readonly effectiveCpus: number | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Guarantee = Pick<Share, 'guaranteedCpus' | 'basis'>;

const UNKNOWN: Guarantee = { guaranteedCpus: null, basis: null };

/** What the weights on a process’ path leave it, in the one hierarchy that has the CPU controller. */
export function readShare(sysroot: Sysroot, cgroups: Cgroups, of: Shared): Share | null {
  const [path] = governingPaths(cgroups, 'cpu');
  const weighted = path === undefined ? null : weightedPath(sysroot, path, cgroups);
  const own = weighted?.levels[0];
  if (weighted === null || own === undefined) return null;
  const names = [...cgroups.memberships.map((each) => each.path), ...cgroups.mounts.map(({ root }) => root)];
  const container = containerRequest(weighted, names, of.env);
  return {
    version: own.version,
    weight: own.weight,
    path: own.path,
    ...guaranteeOf(weighted, container, of, readQuotas(sysroot, cgroups).levels),
    levels: weighted.levels.map(({ group: _, ...level }) => level),
    requests: container?.requests ?? [],
  };
}

/**
 * The weights where all are seen, as the kernel goes by them now, or the request, down to which Kubernetes may fill the machine
 * with more pods: whichever is less.
 */
function guaranteeOf(
  { levels, isWhole }: WeightedPath,
  container: ContainerRequest | null,
  { onlineCpus, effectiveCpus }: Shared,
  quotas: Parameters<typeof guaranteeBelow>[2],
): Guarantee {
  if (effectiveCpus === null) return UNKNOWN;
  const seen = isWhole && onlineCpus !== null ? guaranteeBelow(onlineCpus, levels, quotas) : null;
  const asked = requested(levels, container, quotas);
  if (seen === null && asked === null) return UNKNOWN;
  const basis = asked !== null && asked <= (seen ?? asked) ? 'request' : 'siblings';
  const least = Math.min(seen ?? Number.POSITIVE_INFINITY, asked ?? Number.POSITIVE_INFINITY, effectiveCpus);
  return { guaranteedCpus: least, basis };
}

/** What the smallest request leaves to its own group, which may stand below the container’s. */
function requested(
  levels: WeightedPath['levels'],
  container: ContainerRequest | null,
  quotas: Parameters<typeof guaranteeBelow>[2],
): number | null {
  const group = container === null ? undefined : levels[container.height]?.group;
  if (container === null || group === undefined || container.requests.length === 0) return null;
  const smallest = Math.min(...container.requests.map(({ cpus }) => cpus));
  return guaranteeBelow(withinQuota(smallest, group, quotas), levels.slice(0, container.height), quotas);
}
