import { lineAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';
import { listOrNull, maskOrNull } from './cpu-sets.ts';
import { describedCpus } from './described.ts';

export const CPU_FOLDER = '/sys/devices/system/cpu';

/**
 * The CPUs that are installed, online or not. `present`, not `possible`: the latter counts empty hot-plug slots. Without
 * sysfs only those that are online are described.
 */
export function installedCpus(sysroot: Sysroot): number[] | null {
  return listOrNull(sysroot.read(`${CPU_FOLDER}/present`)) ?? cpuFolders(sysroot) ?? cpusOfProc(sysroot);
}

/**
 * Those that /proc describes. lxcfs describes as many as are ours, by numbers of its own: then the mask has the kernel's.
 * A mask with more CPUs than are described has some that are offline.
 */
export function cpusOfProc(sysroot: Sysroot): number[] | null {
  const described = describedCpus(sysroot);
  const mask = affinityMask(sysroot);
  if (described === null || mask === null || mask.length > described.length) return described;
  return mask.every((cpu) => described.includes(cpu)) ? described : mask;
}

/** Whether the kernel's folder of CPUs is there at all: gVisor and a bare chroot have none. */
export function hasCpuFolder(sysroot: Sysroot): boolean {
  return sysroot.has(CPU_FOLDER);
}

/** The CPUs that ordinary scheduling leaves alone (kernel parameter isolcpus). */
export function isolatedCpus(sysroot: Sysroot): number[] {
  return listOrNull(sysroot.read(`${CPU_FOLDER}/isolated`)) ?? [];
}

/**
 * On how many of these CPUs threads run that aren't pinned: no load is balanced over isolated CPUs, so that threads stay
 * on the others, or all on one where there are no others. `nohz_full` alone stops no balancing. Null where nothing tells.
 */
export function unpinnedCpus(sysroot: Sysroot, allowed: readonly number[]): number | null {
  if (!hasCpuFolder(sysroot)) return null;
  const isIsolated = new Set(isolatedCpus(sysroot));
  return Math.max(1, allowed.filter((cpu) => !isIsolated.has(cpu)).length);
}

/** The mask of a process’ main thread as the kernel has it (proc_pid_status(5)). @param process its PID, or our own */
export function affinityMask(sysroot: Sysroot, process: number | 'self' = 'self'): number[] | null {
  const status = `\n${sysroot.read(`/proc/${process}/status`) ?? ''}`;
  const list = lineAfter(status, '\nCpus_allowed_list:');
  if (list !== null) return listOrNull(list);
  const mask = lineAfter(status, '\nCpus_allowed:');
  return mask === null ? null : maskOrNull(mask);
}

// x86 and ARM; MIPS and Alpha; 32-bit ARM before Linux 3.8; POWER and sparc; s390, which has no name.
const MODEL_FIELDS = ['model name', 'cpu model', 'Processor', 'cpu', 'vendor_id'];

/** The model's name as /proc/cpuinfo has it, or null (ARM often tells none, and gVisor writes `unknown`). */
export function cpuModel(sysroot: Sysroot): string | null {
  const text = sysroot.read('/proc/cpuinfo') ?? '';
  for (const field of MODEL_FIELDS) {
    const value = new RegExp(`^${field}[\\t ]*:[\\t ]*(.*\\S)`, 'm').exec(text)?.[1];
    if (value === undefined || value === 'unknown' || (field === 'vendor_id' && value !== 'IBM/S390'))
      continue;
    return value;
  }
  return null;
}

/** Whether these are a virtual machine’s CPUs: on x86 a flag says so (CPUID leaf 1, ECX bit 31); others don’t tell. */
export function isVirtual(sysroot: Sysroot): boolean | null {
  const flags = lineAfter(sysroot.read('/proc/cpuinfo') ?? '', '\nflags');
  return flags === null ? null : flags.split(' ').includes('hypervisor');
}

/** The CPUs that have a folder of their own, ascending; null where none has. */
export function cpuFolders(sysroot: Sysroot): number[] | null {
  const names = sysroot.list(CPU_FOLDER)?.flatMap((name) => /^cpu(\d+)$/.exec(name)?.[1] ?? []) ?? [];
  return names.length === 0 ? null : names.map(Number).sort((a, b) => a - b);
}
