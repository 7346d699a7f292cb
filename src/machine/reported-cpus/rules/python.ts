import { cpusOfMountedQuota } from '../mounted-quota.ts';
import { byRule, type Found, type Rule, type RuleInputs, withVariable } from './rule.ts';

const OS = 'https://docs.python.org/3/library/os.html';

/** Python's own, and loky's, which joblib and scikit-learn use. */
export const PYTHON_RULES = {
  pythonCpuCount({ online, env }) {
    const { cpus, note } = withVariable(online, env, 'PYTHON_CPU_COUNT');
    return byRule('Python os.cpu_count()', cpus, `online CPUs${note}; no quota`, `${OS}#os.cpu_count`);
  },

  pythonProcessCpuCount({ allowed, env }) {
    const { cpus, note } = withVariable(allowed, env, 'PYTHON_CPU_COUNT');
    const rule = `3.13: affinity${note}; no quota`;
    return byRule('Python os.process_cpu_count()', cpus, rule, `${OS}#os.process_cpu_count`);
  },

  loky(inputs) {
    const { cpus, note } = cpusOfLoky(inputs);
    return byRule(
      'loky cpu_count()',
      cpus,
      `3.1: online CPUs, affinity, quota at /sys/fs/cgroup rounded up${note}`,
      'https://github.com/joblib/loky/blob/master/loky/backend/context.py',
    );
  },
} satisfies Record<string, Rule>;

/** The least of all, at least 1. What isn't an integer, Python's int() doesn't take: nothing is answered then. */
function cpusOfLoky({ online, allowed, mountedQuota, env }: RuleInputs): Found {
  const { cpus: all } = withVariable(online, env, 'PYTHON_CPU_COUNT');
  const limit = env.LOKY_MAX_CPU_COUNT;
  const isInteger = /^\s*[+-]?\d{1,9}\s*$/.test(limit ?? '');
  if (limit !== undefined && !isInteger)
    return { cpus: null, note: '; LOKY_MAX_CPU_COUNT is no whole number, which it refuses' };
  const note = limit === undefined ? '' : '; LOKY_MAX_CPU_COUNT caps';
  const quota = cpusOfMountedQuota(mountedQuota);
  if (all === null || allowed === null || quota === null) return { cpus: null, note };
  return { cpus: Math.max(1, Math.min(all, allowed, Math.ceil(quota), Number(limit ?? all))), note };
}
