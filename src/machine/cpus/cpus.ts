import { lineAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';
import { listOrNull, maskOrNull, trimmed } from './cpu-sets.ts';

export const CPU_FOLDER = '/sys/devices/system/cpu';

/** The CPUs that are installed, online or not. `present`, not `possible`: the latter counts empty hot-plug slots. */
export function installedCpus(sysroot: Sysroot): number[] | null {
  return listOrNull(sysroot.read(`${CPU_FOLDER}/present`)) ?? cpuFolders(sysroot);
}

/** The CPUs that are online; null where sysfs doesn't say. */
export function onlineCpus(sysroot: Sysroot): number[] | null {
  const listed = listOrNull(sysroot.read(`${CPU_FOLDER}/online`));
  if (listed !== null) return listed;
  // Older kernels say it of each CPU by itself, and of CPU 0 only where it can be taken offline.
  const isOnline = (cpu: number) => trimmed(sysroot.read(`${CPU_FOLDER}/cpu${cpu}/online`)) !== '0';
  return cpuFolders(sysroot)?.filter(isOnline) ?? null;
}

/** The CPUs that ordinary scheduling leaves alone (kernel parameter isolcpus). */
export function isolatedCpus(sysroot: Sysroot): number[] {
  return listOrNull(sysroot.read(`${CPU_FOLDER}/isolated`)) ?? [];
}

/** Our affinity mask without CPUs that are offline: the kernel lists those too. Null where it can't be read. */
export function allowedCpus(sysroot: Sysroot, online: readonly number[] | null): number[] | null {
  const mask = affinityMask(sysroot);
  if (mask === null || online === null) return mask;
  const isOnline = new Set(online);
  return mask.filter((cpu) => isOnline.has(cpu));
}

/** The mask as the kernel has it (proc_pid_status(5)). */
export function affinityMask(sysroot: Sysroot): number[] | null {
  const status = `\n${sysroot.read('/proc/self/status') ?? ''}`;
  const list = lineAfter(status, '\nCpus_allowed_list:');
  if (list !== null) return listOrNull(list);
  const mask = lineAfter(status, '\nCpus_allowed:');
  return mask === null ? null : maskOrNull(mask);
}

/** The model's name as /proc/cpuinfo has it, or null (ARM often tells none). */
export function cpuModel(sysroot: Sysroot): string | null {
  const line = lineAfter(sysroot.read('/proc/cpuinfo') ?? '', '\nmodel name');
  return line === null ? null : line.replace(/^:\s*/, '');
}

/** Whether these are a virtual machine’s CPUs: on x86 a flag says so (CPUID leaf 1, ECX bit 31); others don’t tell. */
export function isVirtual(sysroot: Sysroot): boolean | null {
  const flags = lineAfter(sysroot.read('/proc/cpuinfo') ?? '', '\nflags');
  return flags === null ? null : flags.split(' ').includes('hypervisor');
}

function cpuFolders(sysroot: Sysroot): number[] | null {
  const names = sysroot.list(CPU_FOLDER)?.flatMap((name) => /^cpu(\d+)$/.exec(name)?.[1] ?? []) ?? [];
  return names.length === 0 ? null : names.map(Number).sort((a, b) => a - b);
}
