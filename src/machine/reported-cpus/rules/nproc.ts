import { tightestQuota } from '../../limits/quota.ts';
import { byRule, capped, type Found, type Rule, type RuleInputs, v2, wholeNumber } from './rule.ts';

const MANUAL = 'https://www.gnu.org/software/coreutils/manual/html_node/nproc-invocation.html';

export const NPROC_RULES = {
  oldNproc({ allowed, env }) {
    const { cpus, note } = withOpenMp(allowed, env);
    return byRule('nproc < 9.8', cpus, `affinity${note}; no quota`, MANUAL);
  },

  newNproc({ allowed, quotas, env }) {
    const { cpus, note } = withOpenMp(cpusOfNewNproc({ allowed, quotas }), env);
    return byRule(
      'nproc ≥ 9.8',
      cpus,
      `affinity, cgroup v2 quota half up, at least 1${note}`,
      'https://github.com/coreutils/coreutils/blob/master/NEWS',
    );
  },

  nprocAll: ({ installed }) =>
    byRule('nproc --all', installed, 'installed CPUs; no affinity, no quota', MANUAL),
} satisfies Record<string, Rule>;

/** What nproc 9.8 and later says where no variable of OpenMP is set. */
export function cpusOfNewNproc({ allowed, quotas }: Pick<RuleInputs, 'allowed' | 'quotas'>): number | null {
  return capped(allowed, tightestQuota({ levels: v2(quotas) }), halfUp);
}

/** To the next whole number, a half up, at least 1. */
export function halfUp(quota: number): number {
  return Math.max(1, Math.round(quota));
}

/** OMP_NUM_THREADS replaces nproc's answer, OMP_THREAD_LIMIT caps it (nproc(1)). */
function withOpenMp(cpus: number | null, env: RuleInputs['env']): Found {
  const threads = wholeNumber(env.OMP_NUM_THREADS?.split(',')[0]);
  const limit = wholeNumber(env.OMP_THREAD_LIMIT);
  const wanted = threads ?? cpus;
  const note = `${threads === null ? '' : '; OMP_NUM_THREADS overrides'}${limit === null ? '' : '; OMP_THREAD_LIMIT caps'}`;
  return { cpus: limit === null || wanted === null ? wanted : Math.min(wanted, limit), note };
}
