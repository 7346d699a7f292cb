import { release } from 'node:os';
import type { Machine } from '../model/machine.ts';
import { allowedCpus, coreGroups, cpuModel, installedCpus, onlineCpus } from './cpus.ts';
import { NO_TOOLS, readHostCpus } from './host.ts';
import { tightestQuota } from './quota.ts';
import { Sysroot } from './sysroot.ts';
import { findTools } from './tools.ts';

/** The facts of this computer. */
export async function readMachine(sysroot: Sysroot = new Sysroot(), searchPath = ''): Promise<Machine> {
  return process.platform === 'linux' ? readLinux(sysroot, searchPath) : readOther();
}

/** Linux: from /proc and /sys alone, below the given root. */
export function readLinux(sysroot: Sysroot, searchPath: string): Machine {
  const online = onlineCpus(sysroot);
  const allowed = allowedCpus(sysroot, online) ?? online ?? [0];
  const quota = tightestQuota(sysroot);
  const groups = coreGroups(sysroot, online ?? allowed);
  const isAllowed = new Set(allowed);
  return {
    ...software(),
    cpuModel: cpuModel(sysroot),
    logicalCpus: installedCpus(sysroot),
    onlineCpus: online?.length ?? null,
    allowedCpus: allowed,
    physicalCores: groups?.length ?? null,
    quotaCpus: quota?.cpus ?? null,
    quotaGroup: quota?.group ?? null,
    effectiveCpus: Math.min(allowed.length, quota?.cpus ?? Number.POSITIVE_INFINITY),
    siblingGroups: (groups ?? allowed.map((cpu) => [cpu]))
      .map((group) => group.filter((cpu) => isAllowed.has(cpu)))
      .filter((group) => group.length > 0),
    tools: findTools(searchPath),
    hasSchedstat: sysroot.read('/proc/self/schedstat') !== null,
  };
}

async function readOther(): Promise<Machine> {
  const host = await readHostCpus();
  const ids = Array.from({ length: host.usableCpus }, (_, cpu) => cpu);
  return {
    ...software(),
    cpuModel: host.cpuModel,
    logicalCpus: host.logicalCpus,
    onlineCpus: host.logicalCpus,
    allowedCpus: ids,
    physicalCores: host.physicalCores,
    quotaCpus: null,
    quotaGroup: null,
    effectiveCpus: ids.length,
    siblingGroups: ids.map((cpu) => [cpu]),
    tools: NO_TOOLS,
    hasSchedstat: false,
  };
}

function software() {
  const { platform, arch, version: node } = process;
  return { platform, arch, node, kernel: release() };
}
