import { hostname, release } from 'node:os';
import type { Limits, Machine } from '../model/machine/machine.ts';
import type { MachineNotice } from '../model/notice.ts';
import { coreGroups } from './cpus/cores.ts';
import { cpuModel, installedCpus, isVirtual, unpinnedCpus } from './cpus/cpus.ts';
import { maskCount, numbered } from './cpus/mask-count.ts';
import { readOnline } from './cpus/online.ts';
import { NO_TOOLS, readHostCpus } from './host.ts';
import { type Cgroups, readCgroups } from './limits/cgroups.ts';
import type { Quotas } from './limits/quota.ts';
import { readLimits } from './limits/read-limits.ts';
import { lineAfter } from './proc/proc-text.ts';
import { Sysroot } from './sysroot.ts';
import { findTools } from './tools.ts';

/** A machine, and what its figures come from. */
export interface LinuxFacts {
  readonly machine: Machine;
  readonly limits: Limits;
  readonly quotas: Quotas;
  readonly cgroups: Cgroups;
  /** The CPUs that are online; null where nothing says. */
  readonly online: readonly number[] | null;
  readonly warnings: readonly MachineNotice[];
}

/** The facts of this computer. */
export async function readMachine(sysroot: Sysroot = new Sysroot(), searchPath = ''): Promise<Machine> {
  return (await readMachineAndWarnings(sysroot, searchPath)).machine;
}

/** The same, with what a reader of its limits should know. */
export async function readMachineAndWarnings(
  sysroot: Sysroot,
  searchPath = '',
): Promise<Pick<LinuxFacts, 'machine' | 'warnings'>> {
  return process.platform === 'linux'
    ? readLinux(sysroot, searchPath)
    : { machine: await readOther(), warnings: [] };
}

/**
 * Linux: from /proc and /sys alone, below the given root.
 * @param of whose limits: a PID, or our own; the software and the tools are always ours
 */
export function readLinux(sysroot: Sysroot, searchPath: string, of: number | 'self' = 'self'): LinuxFacts {
  const cgroups = readCgroups(sysroot, of);
  const { cpus: online, virtual } = readOnline(sysroot, of, cgroups);
  const { limits, quotas, warnings } = readLimits(sysroot, online, of, cgroups);
  const allowed = limits.allowedCpus ?? unmasked(online, of === 'self' ? maskCount(sysroot) : null);
  const groups = coreGroups(sysroot, online ?? allowed);
  const isAllowed = new Set(allowed);
  const machine: Machine = {
    ...(sysroot.isCaptured ? capturedSoftware(sysroot) : software()),
    cpuModel: cpuModel(sysroot),
    isVirtual: isVirtual(sysroot),
    logicalCpus: installedCpus(sysroot)?.length ?? null,
    onlineCpus: online?.length ?? null,
    allowedCpus: allowed,
    physicalCores: groups?.length ?? null,
    quotaCpus: limits.quotaCpus,
    quotaGroup: limits.quotaGroup,
    quotaIsHidden: limits.hidden.length > 0,
    effectiveCpus: Math.min(
      allowed.length || Number.POSITIVE_INFINITY,
      limits.quotaCpus ?? (allowed.length || 1),
    ),
    unpinnedCpus: unpinnedCpus(sysroot, allowed),
    siblingGroups: (groups ?? allowed.map((cpu) => [cpu]))
      .map((group) => group.filter((cpu) => isAllowed.has(cpu)))
      .filter((group) => group.length > 0),
    tools: findTools(searchPath),
    hasSchedstat: sysroot.read('/proc/self/schedstat') !== null,
    python: null,
  };
  const listed: MachineNotice[] =
    virtual === null ? [] : [{ code: 'ONLINE_IS_VIRTUAL', listed: virtual, online: online ?? [] }];
  return { machine, limits, quotas, cgroups, online, warnings: [...listed, ...warnings] };
}

/** The CPUs to run on where no mask and no cpuset can be read: those online, unless we may use fewer. */
function unmasked(online: readonly number[] | null, count: number | null): readonly number[] {
  if (online !== null && (count === null || count >= online.length)) return online;
  return numbered(count);
}

async function readOther(): Promise<Machine> {
  const host = await readHostCpus();
  const ids = Array.from({ length: host.usableCpus }, (_, cpu) => cpu);
  return {
    ...software(),
    cpuModel: host.cpuModel,
    isVirtual: null,
    logicalCpus: host.logicalCpus,
    onlineCpus: host.logicalCpus,
    allowedCpus: ids,
    physicalCores: host.physicalCores,
    quotaCpus: null,
    quotaGroup: null,
    quotaIsHidden: false,
    effectiveCpus: ids.length,
    unpinnedCpus: null,
    siblingGroups: ids.map((cpu) => [cpu]),
    tools: NO_TOOLS,
    hasSchedstat: false,
    python: null,
  };
}

function software() {
  const { platform, arch, version: node } = process;
  return { hostname: hostname(), platform, arch, node, kernel: release() };
}

/** Of a captured machine only its own files tell: the Node that reads them is no part of it. */
function capturedSoftware(sysroot: Sysroot) {
  const version = `\n${sysroot.read('/proc/version') ?? ''}`;
  const kernel = sysroot.read('/proc/sys/kernel/osrelease')?.trim() ?? lineAfter(version, '\nLinux version ');
  return { hostname: null, platform: 'linux', arch: null, node: null, kernel: kernel?.split(' ')[0] ?? null };
}
