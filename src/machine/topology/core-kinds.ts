import type { CoreKind } from '../../model/machine/topology.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import { CPU_FOLDER } from '../cpus/cpus.ts';
import type { Sysroot } from '../sysroot.ts';
import { isKnownHybrid, pmuKinds, readStructures } from './hybrid.ts';

/**
 * A new class of speeds begins where one is more than this much above the next lower: favoured cores boost a few per cent
 * higher than their equals, while cores of another kind are at least a tenth apart (as in hwloc's HWLOC_CPUKINDS).
 */
const GAP = 1.1;

/** The kind of each CPU; null for all of them where nothing tells. */
export type Kinds = { readonly hybrid: boolean | null; kindOf(cpu: number): CoreKind | null };

/**
 * Tells performance cores from efficiency cores: by the kernel's PMUs (Intel), by the capacity that its scheduler counts
 * with (ARM), else by frequencies. Frequencies alone prove no kinds: favoured cores (Turbo Max 3.0, AMD's ranking) and
 * SST-BF's are equal to the others. So the processor has to be known as hybrid, or its cores have to be built differently.
 */
export function readKinds(sysroot: Sysroot, cpus: readonly number[]): Kinds {
  const ofPmus = pmuKinds(sysroot, cpus);
  if (ofPmus !== null) return kindsFrom(withLowPower(sysroot, cpus, ofPmus));
  const capacities = classesOf(sysroot, cpus, 'cpu_capacity');
  if (capacities !== null && capacities.count > 1) return ranked(cpus, capacities, ['P', 'M', 'E']);
  const speeds = ['cpufreq/base_frequency', 'cpufreq/cpuinfo_max_freq'].map((source) =>
    classesOf(sysroot, cpus, source),
  );
  const { is, names } = isKnownHybrid(sysroot);
  const several = speeds.filter((classes) => classes !== null && classes.count > 1) as Classes[];
  const proven = several.find((classes) => is || differ(readStructures(sysroot, cpus), classes));
  if (proven !== undefined) return ranked(cpus, proven, names);
  const isKnown = capacities !== null || speeds.some((classes) => classes !== null);
  return { hybrid: isKnown ? false : null, kindOf: () => null };
}

/** The highest frequency that a CPU may run at, in MHz (cpufreq writes kHz). */
export function maxMhz(sysroot: Sysroot, cpu: number): number | null {
  const khz = speedIn(sysroot, `${CPU_FOLDER}/cpu${cpu}/cpufreq/cpuinfo_max_freq`);
  return khz === null ? null : khz / 1000;
}

/** The lowest speed of each class, ascending: a new one begins where a speed is well above the next lower. */
export function speedClasses(speeds: readonly number[]): number[] {
  const sorted = [...new Set(speeds)].sort((a, b) => a - b);
  return sorted.filter((speed, index) => index === 0 || speed > (sorted[index - 1] as number) * GAP);
}

/** The class of each CPU's speed, from 0 for the slowest. */
interface Classes {
  readonly count: number;
  readonly classOf: ReadonlyMap<number, number>;
}

/** Null where the source doesn't tell of every CPU. */
function classesOf(sysroot: Sysroot, cpus: readonly number[], source: string): Classes | null {
  const speeds: number[] = [];
  for (const cpu of cpus) {
    const speed = speedIn(sysroot, `${CPU_FOLDER}/cpu${cpu}/${source}`);
    if (speed === null) return null;
    speeds.push(speed);
  }
  if (speeds.length === 0) return null;
  const lowest = speedClasses(speeds);
  const rank = (speed: number) => lowest.filter((least) => least <= speed).length - 1;
  return {
    count: lowest.length,
    classOf: new Map(cpus.map((cpu, index) => [cpu, rank(speeds[index] as number)])),
  };
}

/** Whether the cores of one class are built differently from those of another. */
function differ(structures: ReadonlyMap<number, string>, { count, classOf }: Classes): boolean {
  const built = Array.from({ length: count }, (_, rank) => {
    const members = [...structures].filter(([cpu]) => classOf.get(cpu) === rank);
    return new Set(members.map(([, structure]) => structure));
  });
  return built.some((one, rank) =>
    built.slice(rank + 1).some((other) => [...one].every((each) => !other.has(each))),
  );
}

/** @param names of the fastest class, of those between, and of the slowest of three */
function ranked(
  cpus: readonly number[],
  { count, classOf }: Classes,
  [fastest, between, slowest]: readonly [CoreKind, CoreKind, CoreKind],
): Kinds {
  const nameOf = (rank: number) => {
    if (rank === count - 1) return fastest;
    if (count === 2) return 'E';
    return rank === 0 ? slowest : between;
  };
  return kindsFrom(new Map(cpus.map((cpu) => [cpu, nameOf(classOf.get(cpu) ?? 0)])));
}

/** Of the cores that one PMU has as efficient, the far slower ones are low-power: Meteor Lake has both. */
function withLowPower(
  sysroot: Sysroot,
  cpus: readonly number[],
  kinds: ReadonlyMap<number, CoreKind>,
): ReadonlyMap<number, CoreKind> {
  const efficient = cpus.filter((cpu) => kinds.get(cpu) === 'E');
  const classes = classesOf(sysroot, efficient, 'cpufreq/cpuinfo_max_freq');
  if (classes === null || classes.count < 2 || [...kinds.values()].includes('LP-E')) return kinds;
  const slowest = efficient.filter((cpu) => classes.classOf.get(cpu) === 0);
  return new Map([...kinds, ...slowest.map((cpu) => [cpu, 'LP-E'] as const)]);
}

function kindsFrom(kinds: ReadonlyMap<number, CoreKind>): Kinds {
  const isHybrid = new Set(kinds.values()).size > 1;
  return { hybrid: isHybrid, kindOf: (cpu) => (isHybrid ? (kinds.get(cpu) ?? null) : null) };
}

function speedIn(sysroot: Sysroot, path: string): number | null {
  const text = trimmed(sysroot.read(path));
  return /^\d{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
