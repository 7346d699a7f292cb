import { byRule, capped, ownQuota, type Rule, withVariable } from './rule.ts';

export const GO_RULES = {
  /** The leaf alone, up, never below 2. */
  go({ allowed, quotas, env }) {
    const own = capped(allowed, ownQuota(quotas), (quota) => Math.max(2, Math.ceil(quota)));
    const { cpus, note } = withVariable(own, env, 'GOMAXPROCS');
    return byRule(
      'Go GOMAXPROCS',
      cpus,
      `1.25: affinity, own cgroup’s quota rounded up, at least 2${note}`,
      'https://github.com/golang/go/blob/master/src/runtime/cgroup_linux.go',
    );
  },
} satisfies Record<string, Rule>;
