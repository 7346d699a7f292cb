import type { ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { type QuotaLevel, tightestQuota } from '../limits/quota.ts';
import { type LibuvLimits, parallelism149, parallelism151 } from './libuv.ts';

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
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Rule = (inputs: RuleInputs) => ReportedCpus;

/** What each source reports by its documented rule, where it isn't asked itself. */
export const RULES = {
  osCpus: ({ online, counted }) =>
    byRule('os.cpus().length', counted ?? online, 'online CPUs (/proc/stat); no affinity, no quota'),

  oldParallelism: ({ allowed }) =>
    byRule('os.availableParallelism(), libuv < 1.49', allowed, 'affinity; no quota'),

  // https://github.com/libuv/libuv/pull/4278
  parallelism149: ({ allowed, libuv }) =>
    byRule(
      'os.availableParallelism(), libuv 1.49, 1.50',
      allowed === null ? null : parallelism149(allowed, libuv),
      'affinity, the own cgroup v2’s quota × its weight ÷ 100, rounded down, at least 1; no ancestors',
    ),

  // https://github.com/libuv/libuv/pull/4746
  parallelism151: ({ allowed, libuv }) =>
    byRule(
      'os.availableParallelism(), libuv 1.51',
      allowed === null ? null : parallelism151(allowed, libuv, false),
      'affinity, the outermost cgroup v2 quota rounded down (below 1: no limit); no v1',
    ),

  // https://github.com/libuv/libuv/pull/4853
  parallelism152: ({ allowed, libuv }) =>
    byRule(
      'os.availableParallelism(), libuv ≥ 1.52',
      allowed === null ? null : parallelism151(allowed, libuv, true),
      'affinity, the outermost cgroup v2 quota rounded down, at least 1; no v1',
    ),

  oldNproc({ allowed, env }) {
    const { cpus, note } = withOpenMp(allowed, env);
    return byRule('nproc < 9.8', cpus, `affinity${note}; no quota`);
  },

  // https://github.com/coreutils/coreutils/blob/master/NEWS, 9.8
  newNproc({ allowed, quotas, env }) {
    const half = (quota: number) => Math.max(1, Math.round(quota));
    const { cpus, note } = withOpenMp(capped(allowed, tightestQuota({ levels: v2(quotas) }), half), env);
    return byRule('nproc ≥ 9.8', cpus, `affinity, cgroup v2 quota half up, at least 1${note}`);
  },

  nprocAll: ({ installed }) => byRule('nproc --all', installed, 'installed CPUs; no affinity, no quota'),

  pythonCpuCount({ online, env }) {
    const { cpus, note } = withVariable(online, env, 'PYTHON_CPU_COUNT');
    return byRule('Python os.cpu_count()', cpus, `online CPUs${note}; no quota`);
  },

  pythonProcessCpuCount({ allowed, env }) {
    const { cpus, note } = withVariable(allowed, env, 'PYTHON_CPU_COUNT');
    return byRule('Python os.process_cpu_count()', cpus, `3.13: affinity${note}; no quota`);
  },

  // https://github.com/golang/go/blob/master/src/runtime/cgroup_linux.go: the leaf alone, up, never below 2.
  go({ allowed, quotas, env }) {
    const leaf = quotas.find(({ height }) => height === 0) ?? null;
    const own = capped(allowed, leaf, (quota) => Math.max(2, Math.ceil(quota)));
    const { cpus, note } = withVariable(own, env, 'GOMAXPROCS');
    return byRule('Go GOMAXPROCS', cpus, `1.25: affinity, own cgroup’s quota rounded up, at least 2${note}`);
  },
} satisfies Record<string, Rule>;

/** What follows from a rule. */
export function byRule(source: string, cpus: number | null, rule: string): ReportedCpus {
  return { source, cpus, rule, ruleCpus: cpus, basis: 'rule' };
}

/** What was reported when asked: a rule that gives another number isn't its rule. */
export function answered(byRule: ReportedCpus, cpus: number, source = byRule.source): ReportedCpus {
  const { rule, ruleCpus } = byRule;
  const explains = ruleCpus === null || ruleCpus === cpus;
  const given = explains ? rule : `its rule isn’t known: by “${rule}” it would be ${ruleCpus}`;
  return { source, cpus, rule: given, ruleCpus, basis: 'asked' };
}

function v2(quotas: readonly QuotaLevel[]): QuotaLevel[] {
  return quotas.filter(({ version, cpus }) => version === 2 && cpus !== null);
}

function capped(
  cpus: number | null,
  quota: QuotaLevel | null,
  rounded: (cpus: number) => number,
): number | null {
  if (cpus === null || quota === null || quota.cpus === null) return cpus;
  return Math.min(cpus, rounded(quota.cpus));
}

/** A variable that overrides the answer, if it is a whole number above 0. */
function withVariable(cpus: number | null, env: RuleInputs['env'], name: string) {
  const override = wholeNumber(env[name]);
  return override === null ? { cpus, note: '' } : { cpus: override, note: `; ${name} overrides` };
}

/** OMP_NUM_THREADS replaces nproc's answer, OMP_THREAD_LIMIT caps it (nproc(1)). */
function withOpenMp(cpus: number | null, env: RuleInputs['env']) {
  const threads = wholeNumber(env.OMP_NUM_THREADS?.split(',')[0]);
  const limit = wholeNumber(env.OMP_THREAD_LIMIT);
  const wanted = threads ?? cpus;
  const note = `${threads === null ? '' : '; OMP_NUM_THREADS overrides'}${limit === null ? '' : '; OMP_THREAD_LIMIT caps'}`;
  return { cpus: limit === null || wanted === null ? wanted : Math.min(wanted, limit), note };
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
