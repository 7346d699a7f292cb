import { formatCpuList } from '../../base/cpu-list.ts';
import type { HiddenGroups, Limit, Limits } from '../../model/machine/machine.ts';
import type { MachineNotice } from '../../model/notice.ts';
import { affinityMask } from '../cpus/cpus.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Cgroups, readCgroups } from './cgroups.ts';
import { type Cpuset, readCpusets } from './cpuset.ts';
import { type QuotaLevel, type Quotas, readQuotas, tightestQuota } from './quota.ts';

/** No reader wants more of a malformed file than this many characters. */
const QUOTED = 40;

/**
 * What limits a process, each limit with where it was read, and warnings where something can't be.
 * @param process its PID, or our own
 * @param cgroups those of that process
 */
export function readLimits(
  sysroot: Sysroot,
  online: readonly number[] | null,
  process: number | 'self' = 'self',
  cgroups: Cgroups = readCgroups(sysroot, process),
): { limits: Limits; quotas: Quotas; warnings: readonly MachineNotice[] } {
  const mask = affinityMask(sysroot, process);
  const cpusets = readCpusets(sysroot, cgroups);
  const quotas = readQuotas(sysroot, cgroups);
  const tightest = tightestQuota(quotas);
  const isOnline = online === null ? null : new Set(online);
  const usable = within(mask, cpusets).filter((cpu) => isOnline === null || isOnline.has(cpu));
  const limits = {
    list: [
      ...(mask === null ? [] : [affinityLimit(mask, isOnline, process)]),
      ...cpusets.map(cpusetLimit),
      ...quotas.levels.map(quotaLimit),
      ...quotas.hidden.filter(({ withOwn }) => withOwn).map(hiddenLimit),
    ],
    // It runs, so there is such a CPU: where the lists leave none, the mask is what the kernel goes by.
    allowedCpus: usable.length === 0 ? mask : usable,
    quotaCpus: tightest?.cpus ?? null,
    quotaGroup: tightest?.group ?? null,
    hidden: quotas.hidden,
  };
  return {
    limits,
    quotas,
    warnings: [...malformed(cpusets), ...malformed(quotas.levels), ...unseen(quotas, process)],
  };
}

/** The CPUs of the mask that every cpuset has too. Where none is left, the mask stands: it is what the kernel goes by. */
function within(mask: readonly number[] | null, cpusets: readonly Cpuset[]): readonly number[] {
  const sets = cpusets.flatMap(({ cpus }) => (cpus === null ? [] : [cpus]));
  const all = mask ?? sets[0] ?? [];
  const common = all.filter((cpu) => sets.every((set) => set.includes(cpu)));
  return common.length === 0 ? all : common;
}

function affinityLimit(
  mask: readonly number[],
  isOnline: ReadonlySet<number> | null,
  process: number | 'self',
): Limit {
  const offline = mask.filter((cpu) => isOnline !== null && !isOnline.has(cpu));
  const rest = offline.length === 0 ? '' : ` (offline: ${formatCpuList(offline)})`;
  return {
    source: 'affinity mask',
    cpus: mask.length - offline.length,
    path: `/proc/${process}/status`,
    detail: `CPUs ${formatCpuList(mask)}${rest}`,
  };
}

function cpusetLimit({ version, path, cpus, text }: Cpuset): Limit {
  const detail = cpus === null ? `not a CPU list: ${quoted(text)}` : `CPUs ${formatCpuList(cpus)}`;
  return { source: `cpuset (cgroup v${version})`, cpus: cpus?.length ?? null, path, detail };
}

function quotaLimit({ version, path, cpus, text }: QuotaLevel): Limit {
  const [quota, period] = text.split(' ');
  const detail = cpus === null ? `not a quota: ${quoted(text)}` : `${quota} of every ${period} us`;
  return { source: `quota (cgroup v${version})`, cpus, path, detail };
}

function hiddenLimit({ evidence }: HiddenGroups): Limit {
  return { source: 'quota', cpus: null, path: null, detail: `unknown: ${evidence}` };
}

function malformed(files: readonly { path: string; cpus: unknown; text: string }[]): MachineNotice[] {
  return files
    .filter(({ cpus }) => cpus === null)
    .map(({ path, text }) => ({ code: 'LIMIT_NOT_READABLE', path, quoted: quoted(text) }));
}

/** Ancestors are hidden in nearly every container: only a report on limits need say so. */
function unseen({ hidden }: Quotas, process: number | 'self'): MachineNotice[] {
  return hidden.filter(({ withOwn }) => withOwn).map((each) => quotaHidden(each, process));
}

export function quotaHidden({ withOwn, evidence }: HiddenGroups, process: number | 'self'): MachineNotice {
  return {
    code: 'QUOTA_HIDDEN',
    of: withOwn ? 'own' : 'ancestors',
    why: evidence,
    ...(process === 'self' ? {} : { process }),
  };
}

function quoted(text: string): string {
  const [shown] = text.replace(/[^\x20-\x7e]/g, '?').match(new RegExp(`^.{0,${QUOTED}}`)) ?? [''];
  return shown === '' ? 'nothing' : `“${shown}${text.length > QUOTED ? '…' : ''}”`;
}
