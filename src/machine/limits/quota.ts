import { join } from 'node:path';
import type { HiddenGroups } from '../../model/machine/machine.ts';
import { contentOf } from '../cpus/cpu-sets.ts';
import { numberAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Cgroups, cgroupPaths, governingPaths, readCgroups } from './cgroups.ts';
import { hiddenOn, untold } from './hidden-groups.ts';

/** What one cgroup sets as its CPU quota. */
export interface QuotaLevel {
  readonly version: 1 | 2;
  /** The group's folder. */
  readonly group: string;
  /** How far it is above the process’ own group, which is 0; at the least, where a part of the path is hidden. */
  readonly height: number;
  /** The file that it was read from. */
  readonly path: string;
  /** In CPUs: 1.5 is one and a half. Null where its text makes no sense. */
  readonly cpus: number | null;
  /** What the file says. */
  readonly text: string;
}

/** Every quota on the path of a process’ cgroup. */
export interface Quotas {
  /** The groups that set one, or whose file can't be understood; from its own upwards, version 1 before version 2. */
  readonly levels: readonly QuotaLevel[];
  /** What of the path can't be seen, or nothing. */
  readonly hidden: readonly HiddenGroups[];
}

/** A quota of more CPUs than this is a typing error: Linux has 8,192 at most. */
const MOST_CPUS = 65_536;

/** Looks through the process’ own cgroup and all its ancestors, in cgroup v1 and v2: a machine may use both at once. */
export function readQuotas(sysroot: Sysroot, cgroups: Cgroups = readCgroups(sysroot)): Quotas {
  const paths = cgroupPaths(cgroups, 'cpu');
  const governing = governingPaths(cgroups, 'cpu');
  return {
    levels: paths.flatMap(({ version, groups, hidden }) =>
      groups.flatMap((group, height) => {
        const quota = version === 2 ? quotaV2(sysroot, group) : quotaV1(sysroot, group);
        const above = hidden?.withOwn === true ? 1 : 0;
        return quota === null ? [] : [{ version, group, height: height + above, ...quota }];
      }),
    ),
    hidden: cgroups.areUntold
      ? [untold(cgroups)]
      : governing.flatMap((path) => hiddenOn(sysroot, path, cgroups) ?? []),
  };
}

/** The level that allows the least, or null where no quota is set or none can be read. */
export function tightestQuota({
  levels,
}: Pick<Quotas, 'levels'>): (QuotaLevel & { readonly cpus: number }) | null {
  let tightest: (QuotaLevel & { readonly cpus: number }) | null = null;
  for (const level of levels) {
    const { cpus } = level;
    if (cpus !== null && (tightest === null || cpus < tightest.cpus)) tightest = { ...level, cpus };
  }
  return tightest;
}

/** How often the group's quota has stopped its tasks so far (`nr_throttled` of cpu.stat), or null. */
export function throttledPeriods(sysroot: Sysroot, group: string): number | null {
  const text = sysroot.read(join(group, 'cpu.stat'));
  return text === null ? null : numberAfter(`\n${text}`, '\nnr_throttled ');
}

type QuotaText = Pick<QuotaLevel, 'path' | 'cpus' | 'text'>;

/** `cpu.max`: quota and period in µs, or `max` for none (Documentation/admin-guide/cgroup-v2.rst). */
function quotaV2(sysroot: Sysroot, group: string): QuotaText | null {
  const path = join(group, 'cpu.max');
  const text = contentOf(sysroot, path);
  if (text === null || /^max( \d+)?$/.test(text)) return null;
  const match = /^(\d+) (\d+)$/.exec(text);
  return { path, cpus: cpusOf(match?.[1], match?.[2]), text };
}

/** Quota and period in µs in two files, -1 for none (Documentation/scheduler/sched-bwc.rst). */
function quotaV1(sysroot: Sysroot, group: string): QuotaText | null {
  const path = join(group, 'cpu.cfs_quota_us');
  const quota = contentOf(sysroot, path);
  if (quota === null || quota === '-1') return null;
  const period = contentOf(sysroot, join(group, 'cpu.cfs_period_us'));
  const text = `${quota} ${period ?? '(no period)'}`;
  return { path, cpus: cpusOf(quota, period), text };
}

function cpusOf(quota: string | undefined, period: string | null | undefined): number | null {
  if (!/^\d{1,15}$/.test(quota ?? '') || !/^\d{1,15}$/.test(period ?? '')) return null;
  const cpus = Number(quota) / Number(period);
  return cpus > 0 && cpus <= MOST_CPUS ? cpus : null;
}
