import { cpuListOrNull, lineAfter } from './proc-text.ts';
import type { Sysroot } from './sysroot.ts';

const CPU_FOLDER = '/sys/devices/system/cpu';

/** The CPUs that are online, or null where sysfs isn't there. */
export function onlineCpus(sysroot: Sysroot): number[] | null {
  return cpuListOrNull(sysroot.read(`${CPU_FOLDER}/online`));
}

/** How many CPUs are installed. `present`, not `possible`: the latter counts empty hot-plug slots. */
export function installedCpus(sysroot: Sysroot): number | null {
  return cpuListOrNull(sysroot.read(`${CPU_FOLDER}/present`))?.length ?? null;
}

/** Our affinity mask without CPUs that are offline: the kernel lists those too. Null where it can't be read. */
export function allowedCpus(sysroot: Sysroot, online: readonly number[] | null): number[] | null {
  const status = sysroot.read('/proc/self/status');
  const mask = status === null ? null : cpuListOrNull(lineAfter(status, '\nCpus_allowed_list:'));
  if (mask === null || online === null) return mask;
  const isOnline = new Set(online);
  return mask.filter((cpu) => isOnline.has(cpu));
}

/**
 * Which of these CPUs share a core: one group per core, by the lowest CPU.
 * Null where a CPU's topology can't be read.
 */
export function coreGroups(sysroot: Sysroot, cpus: readonly number[]): number[][] | null {
  const cores = new Map<string, number[]>();
  for (const cpu of cpus) {
    const topology = `${CPU_FOLDER}/cpu${cpu}/topology`;
    // Newer kernels call it core_cpus_list (Documentation/admin-guide/cputopology.rst).
    const siblings =
      sysroot.read(`${topology}/core_cpus_list`) ?? sysroot.read(`${topology}/thread_siblings_list`);
    if (siblings === null) return null;
    const group = cores.get(siblings) ?? [];
    group.push(cpu);
    cores.set(siblings, group);
  }
  return [...cores.values()];
}

/** The model's name as /proc/cpuinfo has it, or null (ARM often tells none). */
export function cpuModel(sysroot: Sysroot): string | null {
  const line = lineAfter(sysroot.read('/proc/cpuinfo') ?? '', '\nmodel name');
  return line === null ? null : line.replace(/^:\s*/, '');
}
