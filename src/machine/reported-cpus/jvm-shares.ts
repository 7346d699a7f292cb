import { contentOf } from '../cpus/cpu-sets.ts';
import { type Cgroups, cgroupPaths } from '../limits/cgroups.ts';
import { weightFile } from '../limits/share/weights.ts';
import type { Sysroot } from '../sysroot.ts';

/** Shares of one CPU, by the convention that the JVM took them for. */
export const SHARES_PER_CPU = 1024;

/** cgroup v1's default and v2's: both count as no share at all. */
const DEFAULT = { 1: SHARES_PER_CPU, 2: 100 } as const;

/**
 * A process’ own cgroup’s weight in shares, as JVMs before JDK-8281181 read it. Null where it has none, the default, or none that can
 * be seen.
 */
export function readJvmShares(sysroot: Sysroot, cgroups: Cgroups): number | null {
  for (const { version, groups, hidden } of cgroupPaths(cgroups, 'cpu')) {
    const [own] = groups;
    if (own === undefined || hidden?.withOwn === true) continue;
    const text = contentOf(sysroot, weightFile(own, version)) ?? '';
    if (!/^\d{1,9}$/.test(text)) continue;
    const weight = Number(text);
    if (weight === DEFAULT[version]) return null;
    return version === 1 ? weight : sharesOfWeight(weight);
  }
  return null;
}

/**
 * The inverse of what runc and crun write, x = 2 + (262142 × y − 1) ÷ 9999, to the closest multiple of 1024 where it is above
 * 1024: https://github.com/openjdk/jdk/blob/jdk-18-ga/src/hotspot/os/linux/cgroupV2Subsystem_linux.cpp.
 */
export function sharesOfWeight(weight: number): number {
  const shares = Math.trunc((262_142 * weight - 1) / 9_999) + 2;
  if (shares <= SHARES_PER_CPU) return shares;
  const lower = Math.trunc(shares / SHARES_PER_CPU) * SHARES_PER_CPU;
  return shares - lower <= lower + SHARES_PER_CPU - shares ? lower : lower + SHARES_PER_CPU;
}
