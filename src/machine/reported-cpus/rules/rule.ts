import type { ReportedCpus } from '../../../model/machine/reported-cpus.ts';
import type { QuotaLevel } from '../../limits/quota.ts';
import type { LibuvLimits } from '../libuv.ts';
import type { MountedQuota } from '../mounted-quota.ts';

/** What the rules depend on. Null where it can't be known. */
export interface RuleInputs {
  readonly installed: number | null;
  /** As /sys/devices/system/cpu/online lists them, the kernel's own list or a virtual one. */
  readonly online: number | null;
  /** The CPUs that /proc/stat has a line for. */
  readonly counted: number | null;
  /** The affinity mask, without CPUs that are offline. */
  readonly allowed: number | null;
  /** From the process’ own cgroup upwards, as far as it sees them itself. */
  readonly quotas: readonly QuotaLevel[];
  readonly libuv: LibuvLimits | null;
  /** Version 2's groups as Rust looks for them, wherever their line is. */
  readonly mountedGroups: LibuvLimits | null;
  /** The own cgroup's weight as the JVM counts it, in 1024ths of a CPU; null where it counts as none. */
  readonly jvmShares: number | null;
  /** What the cgroups' mount point itself says, the own group or not. */
  readonly mountedQuota: MountedQuota | 'unseen' | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the environment could be read: another user’s process keeps its own to itself. */
  readonly isEnvRead: boolean;
  /** The command line of another process, which may have options; empty where that can’t be read, or the process is ours. */
  readonly command: readonly string[];
}

export type Rule = (inputs: RuleInputs) => ReportedCpus;

/** What a rule gives, and what changes it beyond the rule: the note is said after it. */
export interface Found {
  readonly cpus: number | null;
  readonly note: string;
}

/** What follows from a rule. */
export function byRule(
  source: string,
  cpus: number | null,
  rule: string,
  reference: string | null = null,
): ReportedCpus {
  return { source, cpus, rule, ruleCpus: cpus, basis: 'rule', reference };
}

/** What was reported when asked: a rule that gives another number isn't its rule. */
export function answered(byRule: ReportedCpus, cpus: number, source = byRule.source): ReportedCpus {
  const { rule, ruleCpus, reference } = byRule;
  const explains = ruleCpus === null || ruleCpus === cpus;
  const given = explains ? rule : `its rule isn’t known: by “${rule}” it would be ${ruleCpus}`;
  return { source, cpus, rule: given, ruleCpus, basis: 'asked', reference };
}

export function v2(quotas: readonly QuotaLevel[]): QuotaLevel[] {
  return quotas.filter(({ version, cpus }) => version === 2 && cpus !== null);
}

/** The own group's quota, if it sets one that can be seen. */
export function ownQuota(quotas: readonly QuotaLevel[]): QuotaLevel | null {
  return quotas.find(({ height }) => height === 0) ?? null;
}

/** The CPUs, and no more than the quota as it is rounded. */
export function capped(
  cpus: number | null,
  quota: QuotaLevel | null,
  rounded: (cpus: number) => number,
): number | null {
  if (cpus === null || quota === null || quota.cpus === null) return cpus;
  return Math.min(cpus, rounded(quota.cpus));
}

/** A variable that overrides the answer, if it is a whole number above 0. */
export function withVariable(cpus: number | null, env: RuleInputs['env'], name: string): Found {
  const override = wholeNumber(env[name]);
  return override === null ? { cpus, note: '' } : { cpus: override, note: `; ${name} overrides` };
}

/** A whole number above 0, or null. */
export function wholeNumber(text: string | undefined): number | null {
  return /^\s*\d{1,9}\s*$/.test(text ?? '') && Number(text) > 0 ? Number(text) : null;
}

/** Whether a version such as `1.46.0` or `9.8` is that one or a later one. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
