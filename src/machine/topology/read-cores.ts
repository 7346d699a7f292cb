import type { Limits, Machine } from '../../model/machine/machine.ts';
import type { Memory } from '../../model/machine/memory.ts';
import type { Pressure } from '../../model/machine/pressure.ts';
import type { Share } from '../../model/machine/share.ts';
import { NO_COUNTS, type Topology } from '../../model/machine/topology.ts';
import type { Virt } from '../../model/machine/virt.ts';
import type { MachineNotice } from '../../model/notice.ts';
import { countedCpus } from '../cpus/described.ts';
import { countedMask, maskCount } from '../cpus/mask-count.ts';
import { listedCpus } from '../cpus/online.ts';
import { quotaHidden } from '../limits/read-limits.ts';
import { readShare } from '../limits/share/read-share.ts';
import { readMemory } from '../memory/read-memory.ts';
import { readPressure } from '../pressure/read-pressure.ts';
import { argumentsIn } from '../proc/proc-text.ts';
import { readOwnView } from '../process/own-view.ts';
import { readLinux, readMachine } from '../read-machine.ts';
import { readJvmShares } from '../reported-cpus/jvm-shares.ts';
import { readLibuvLimits, readMountedGroups } from '../reported-cpus/libuv.ts';
import { readMountedQuota } from '../reported-cpus/mounted-quota.ts';
import type { RuleInputs } from '../reported-cpus/rules/rule.ts';
import { parseEnviron } from '../reported-cpus/variables.ts';
import type { Sysroot } from '../sysroot.ts';
import { readVirt } from '../virt/read-virt.ts';
import { readTopology } from './read-topology.ts';

/** All that can be read of a machine's CPUs. */
export interface CoresFacts {
  readonly machine: Machine;
  readonly topology: Topology;
  readonly limits: Limits;
  /** CPUs that the limits leave the process, as far as they can be read; null where nothing can. */
  readonly effectiveCpus: number | null;
  readonly share: Share | null;
  readonly memory: Memory | null;
  readonly pressure: Pressure | null;
  readonly virt: Virt | null;
  readonly ruleInputs: RuleInputs;
  readonly warnings: readonly MachineNotice[];
}

/** Who reads, and of whom. */
export interface Reader {
  /** Our own environment; a captured machine has its own, if any was captured. */
  readonly env: RuleInputs['env'];
  readonly searchPath: string;
  /** Whose limits: a PID, or our own. */
  readonly process?: number | 'self';
}

/** All of it, as far as it can be read; of another process, by its environment where that may be read. */
export async function readCores(
  sysroot: Sysroot,
  { env, searchPath, process: of = 'self' }: Reader,
): Promise<CoresFacts> {
  if (!sysroot.isCaptured && process.platform !== 'linux') return withoutSysfs(env);
  const found = readLinux(sysroot, sysroot.isCaptured ? '' : searchPath, of);
  const { machine, limits, quotas, cgroups, warnings } = found;
  // What Node counts is our own mask.
  const counted = limits.allowedCpus === null && of === 'self' ? maskCount(sysroot) : null;
  const allowed = limits.allowedCpus?.length ?? counted;
  const view = readOwnView(sysroot, cgroups, quotas.levels);
  const environ = of === 'self' ? '' : sysroot.read(`/proc/${of}/environ`);
  const ourEnv = sysroot.isCaptured ? parseEnviron(sysroot.read('/proc/self/environ')) : env;
  const ruleInputs: RuleInputs = {
    installed: machine.logicalCpus,
    online: listedCpus(sysroot)?.length ?? machine.onlineCpus,
    counted: countedCpus(sysroot)?.length ?? null,
    libuv: readLibuvLimits(sysroot, of, view.groups),
    mountedGroups: readMountedGroups(sysroot, of, view.groups),
    allowed,
    quotas: view.quotas,
    jvmShares: readJvmShares(sysroot, cgroups),
    mountedQuota: readMountedQuota(sysroot, view.groups === null ? '' : `/proc/${of}/root`),
    env: of === 'self' ? ourEnv : parseEnviron(environ),
    isEnvRead: environ !== null,
    command: of === 'self' ? [] : (argumentsIn(sysroot.read(`/proc/${of}/cmdline`)) ?? []),
  };
  const effectiveCpus = effectiveOf(allowed ?? machine.onlineCpus, limits);
  // As many as are online: then it is these.
  const areAll = counted !== null && counted === machine.onlineCpus;
  const topology = readTopology(
    sysroot,
    areAll ? machine.allowedCpus : limits.allowedCpus,
    found.online ?? [],
  );
  return {
    machine,
    topology: { ...topology, counts: { ...topology.counts, allowedCpus: allowed } },
    limits: counted === null ? limits : { ...limits, list: [countedMask(counted), ...limits.list] },
    effectiveCpus,
    share: readShare(sysroot, cgroups, {
      effectiveCpus,
      onlineCpus: machine.onlineCpus,
      env: ruleInputs.env,
    }),
    memory: readMemory(sysroot, cgroups),
    pressure: readPressure(sysroot, cgroups),
    virt: readVirt(sysroot, ourEnv),
    ruleInputs,
    warnings: [...warnings, ...maskUnknown(limits, of), ...ancestorsHidden(limits, of)],
  };
}

function effectiveOf(cpus: number | null, { quotaCpus }: Limits): number | null {
  if (cpus === null) return quotaCpus;
  return quotaCpus === null ? cpus : Math.min(cpus, quotaCpus);
}

function maskUnknown({ allowedCpus }: Limits, of: number | 'self'): MachineNotice[] {
  if (allowedCpus !== null) return [];
  return [{ code: 'AFFINITY_UNKNOWN', ...(of === 'self' ? {} : { process: of }) }];
}

function ancestorsHidden({ hidden }: Limits, of: number | 'self'): MachineNotice[] {
  return hidden.filter(({ withOwn }) => !withOwn).map((each) => quotaHidden(each, of));
}

/** macOS and Windows: what Node knows, and nothing of caches, nodes and limits. */
async function withoutSysfs(env: RuleInputs['env']): Promise<CoresFacts> {
  const machine = await readMachine();
  const { logicalCpus, onlineCpus, allowedCpus, physicalCores, effectiveCpus } = machine;
  return {
    machine,
    topology: {
      cpus: [],
      caches: [],
      counts: { ...NO_COUNTS, logicalCpus, onlineCpus, allowedCpus: allowedCpus.length, physicalCores },
    },
    limits: { list: [], allowedCpus, quotaCpus: null, quotaGroup: null, hidden: [] },
    effectiveCpus,
    share: null,
    memory: null,
    pressure: null,
    virt: null,
    ruleInputs: {
      installed: logicalCpus,
      online: onlineCpus,
      counted: null,
      allowed: allowedCpus.length,
      quotas: [],
      libuv: null,
      mountedGroups: null,
      jvmShares: null,
      mountedQuota: null,
      env,
      isEnvRead: true,
      command: [],
    },
    warnings: [{ code: 'NO_KERNEL_EVIDENCE', of: 'machine', platform: machine.platform }],
  };
}
