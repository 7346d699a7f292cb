import type { CoreKind } from '../../model/machine/topology.ts';
import { listOrNull, readCpuSet, trimmed } from '../cpus/cpu-sets.ts';
import { CPU_FOLDER } from '../cpus/cpus.ts';
import { type Description, readDescriptions } from '../cpus/described.ts';
import type { Sysroot } from '../sysroot.ts';

/** The kernel has a PMU for each kind of core (arch/x86/events/intel/core.c); a processor of one kind has `cpu` alone. */
const PMUS: readonly (readonly [string, CoreKind])[] = [
  ['cpu_core', 'P'],
  ['cpu_atom', 'E'],
  ['cpu_lowpower', 'LP-E'],
];
const PMU_FOLDERS = ['/sys/devices', '/sys/bus/event_source/devices'];

/** The kind that each CPU has by the PMUs; null where they don't tell of every CPU. */
export function pmuKinds(sysroot: Sysroot, cpus: readonly number[]): ReadonlyMap<number, CoreKind> | null {
  const kinds = new Map(
    PMUS.flatMap(([pmu, kind]) =>
      PMU_FOLDERS.flatMap((folder) => listOrNull(sysroot.read(`${folder}/${pmu}/cpus`)) ?? []).map(
        (cpu) => [cpu, kind] as const,
      ),
    ),
  );
  return cpus.length > 0 && cpus.every((cpu) => kinds.has(cpu)) ? kinds : null;
}

/** Flags of /proc/cpuinfo, where the kernel shows them. */
const FLAGS = ['hybrid_cpu', 'amd_htr_cores', 'amd_heterogeneous_cores'];

/**
 * Models with cores of several kinds: Intel's by arch/x86/include/asm/intel-family.h (Lakefield, Alder, Raptor, Meteor,
 * Arrow, Lunar, Panther and Wildcat Lake), AMD's with dense cores (Phoenix 2, Strix Point, Krackan Point).
 */
const MODELS: Readonly<Record<string, readonly number[]>> = {
  'GenuineIntel 6': [0x8a, 0x97, 0x9a, 0xb7, 0xba, 0xbf, 0xaa, 0xac, 0xb5, 0xc5, 0xc6, 0xbd, 0xcc, 0xd5],
  'AuthenticAMD 25': [0x78],
  'AuthenticAMD 26': [0x24, 0x60],
};

/** Whether the processor is known to have several kinds, and what they are called: the fastest, those between, the slowest. */
export function isKnownHybrid(sysroot: Sysroot): {
  readonly is: boolean;
  readonly names: readonly [CoreKind, CoreKind, CoreKind];
} {
  const descriptions = [...readDescriptions(sysroot).values()];
  const field = (name: string) => descriptions.find((each) => each.has(name))?.get(name) ?? '';
  const flags = field('flags').split(' ');
  const models = MODELS[`${field('vendor_id')} ${field('cpu family')}`] ?? [];
  const is = FLAGS.some((flag) => flags.includes(flag)) || models.includes(Number(field('model') || -1));
  return { is, names: field('vendor_id') === 'GenuineIntel' ? ['P', 'E', 'LP-E'] : ['P', 'M', 'E'] };
}

const IDENTITY = [
  'CPU implementer',
  'CPU part',
  'uarch',
  'marchid',
  'cpu family',
  'model',
  'model name',
  'cpu',
];

/** How each core is built, as far as it is told: which design it is, whether it has SMT, its own caches. */
export function readStructures(sysroot: Sysroot, cpus: readonly number[]): ReadonlyMap<number, string> {
  const descriptions = readDescriptions(sysroot);
  const areAllDescribed = cpus.every((cpu) => descriptions.has(cpu));
  return new Map(
    cpus.map((cpu) => {
      const design = areAllDescribed ? designOf(descriptions.get(cpu)) : [];
      return [cpu, [...design, ...partsOf(sysroot, cpu)].join()];
    }),
  );
}

function designOf(description: Description | undefined): string[] {
  return IDENTITY.map((name) => description?.get(name) ?? '');
}

function partsOf(sysroot: Sysroot, cpu: number): string[] {
  const folder = `${CPU_FOLDER}/cpu${cpu}`;
  const sets = ['core_cpus_list', 'thread_siblings_list', 'core_cpus', 'thread_siblings'];
  const threads = readCpuSet(sysroot, `${folder}/topology`, sets)?.length ?? 1;
  const caches = [0, 1, 2, 3].map((index) => {
    const [level, size] = ['level', 'size'].map((name) =>
      trimmed(sysroot.read(`${folder}/cache/index${index}/${name}`)),
    );
    return level === '1' || level === '2' ? `${level}:${size}` : `${level}`;
  });
  return [threads > 1 ? 'SMT' : 'single', ...caches];
}
