import type { Cache, LogicalCpu, Topology, TopologyCounts } from '../../model/machine/topology.ts';
import { placements } from '../cpus/cores.ts';
import { countGroups, numberGroups, readCpuSet } from '../cpus/cpu-sets.ts';
import { hasCpuFolder, installedCpus, isolatedCpus } from '../cpus/cpus.ts';
import { onlineCpus } from '../cpus/online.ts';
import type { Sysroot } from '../sysroot.ts';
import { readCaches } from './caches.ts';
import { type Kinds, maxMhz, readKinds } from './core-kinds.ts';

/**
 * What the machine is made of, from sysfs alone.
 * @param allowed the CPUs that we may use, or null where that is unknown
 * @param online those that are online
 */
export function readTopology(
  sysroot: Sysroot,
  allowed: readonly number[] | null,
  online: readonly number[] = onlineCpus(sysroot) ?? [],
): Topology {
  const installed = installedCpus(sysroot);
  const placed = placeAll(sysroot, online);
  const caches = readCaches(sysroot, online, (cpu) => placed.get(cpu)?.siblings ?? [cpu]);
  const l3 = l3Of(caches);
  const nodes = readNodes(sysroot);
  const nodeOf = new Map([...(nodes ?? [])].flatMap(([node, cpus]) => cpus.map((cpu) => [cpu, node])));
  const kinds = readKinds(sysroot, online);
  const isolated = new Set(isolatedCpus(sysroot));
  const isAllowed = allowed === null ? null : new Set(allowed);
  const ids = [...new Set([...(installed ?? []), ...online])].sort((a, b) => a - b);
  const cpus = ids.map((cpu): LogicalCpu => {
    const place = placed.get(cpu);
    return {
      cpu,
      online: place !== undefined,
      allowed: isAllowed === null ? null : isAllowed.has(cpu),
      isolated: isolated.has(cpu),
      ...(place ?? NOWHERE),
      node: nodeOf.get(cpu) ?? null,
      l3: l3.get(cpu) ?? null,
      kind: kinds.kindOf(cpu),
      maxMhz: place === undefined ? null : maxMhz(sysroot, cpu),
    };
  });
  return {
    cpus,
    caches: caches ?? [],
    counts: countsOf(cpus, { allowed, knowsIsolated: hasCpuFolder(sysroot), caches, nodes, kinds }),
  };
}

type Place = Pick<LogicalCpu, 'core' | 'package' | 'die' | 'cluster' | 'siblings'>;
const NOWHERE: Place = { core: null, package: null, die: null, cluster: null, siblings: null };

/** Where each CPU that is online stands, its groups numbered through the whole machine. */
function placeAll(sysroot: Sysroot, online: readonly number[]): Map<number, Place> {
  const places = placements(sysroot, online);
  const cores = numberGroups(places.map(({ core }) => core));
  const packages = numberGroups(places.map((place) => place.package));
  const dies = numberGroups(places.map(({ die }) => die));
  const clusters = numberGroups(places.map(({ cluster }) => cluster));
  const members = new Map<number, number[]>();
  for (const [index, core] of cores.entries()) {
    if (core !== null) members.set(core, [...(members.get(core) ?? []), online[index] as number]);
  }
  return new Map(
    online.map((cpu, index) => {
      const core = cores[index] ?? null;
      const place = {
        core,
        package: packages[index] ?? null,
        die: dies[index] ?? null,
        cluster: clusters[index] ?? null,
        siblings: core === null ? null : (members.get(core) ?? null),
      };
      return [cpu, place];
    }),
  );
}

function l3Of(caches: readonly Cache[] | null): Map<number, number> {
  const level3 = (caches ?? []).filter(({ level }) => level === 3);
  return new Map(level3.flatMap(({ cpus }, index) => cpus.map((cpu) => [cpu, index] as const)));
}

function countsOf(
  cpus: readonly LogicalCpu[],
  facts: {
    allowed: readonly number[] | null;
    knowsIsolated: boolean;
    caches: readonly Cache[] | null;
    nodes: ReadonlyMap<number, unknown> | null;
    kinds: Kinds;
  },
): TopologyCounts {
  const online = cpus.filter((cpu) => cpu.online);
  const physicalCores = countGroups(online.map(({ core }) => core));
  return {
    logicalCpus: cpus.length || null,
    onlineCpus: online.length || null,
    allowedCpus: facts.allowed?.length ?? null,
    isolatedCpus:
      facts.allowed === null || !facts.knowsIsolated
        ? null
        : cpus.filter((cpu) => cpu.isolated && cpu.allowed).length,
    physicalCores,
    packages: countPackages(online),
    numaNodes: facts.nodes?.size ?? null,
    maxThreadsPerCore:
      physicalCores === null ? null : Math.max(...online.map(({ siblings }) => siblings?.length ?? 1)),
    l3Caches: facts.caches?.filter(({ level }) => level === 3).length ?? null,
    hybrid: facts.kinds.hybrid,
  };
}

/** The kernel writes -1 for the package of a CPU that it doesn't know: that is none to count, beside others. */
function countPackages(online: readonly LogicalCpu[]): number | null {
  if (online.some((cpu) => cpu.core === null && cpu.package === null)) return null;
  return countGroups(online.map((cpu) => cpu.package).filter((number) => number !== null));
}

const NODE_FOLDER = '/sys/devices/system/node';

/** The NUMA nodes by the kernel's number, each with its CPUs (none where it is memory alone). Null without NUMA. */
export function readNodes(sysroot: Sysroot): Map<number, readonly number[]> | null {
  const names = sysroot.list(NODE_FOLDER)?.filter((name) => /^node\d+$/.test(name)) ?? [];
  if (names.length === 0) return null;
  const numbers = names.map((name) => Number(name.slice('node'.length))).sort((a, b) => a - b);
  return new Map(
    numbers.map((node) => [
      node,
      readCpuSet(sysroot, `${NODE_FOLDER}/node${node}`, ['cpulist', 'cpumap']) ?? [],
    ]),
  );
}
