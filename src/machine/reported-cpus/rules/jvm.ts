import { tightestQuota } from '../../limits/quota.ts';
import { SHARES_PER_CPU } from '../jvm-shares.ts';
import { byRule, capped, type Found, ownQuota, type Rule, type RuleInputs } from './rule.ts';

/** Runtime.availableProcessors(), by the version. A vendor may have taken a later rule into an older release. */
export const JVM_RULES = {
  jvmShares(inputs) {
    const { cpus, note } = withOptions(inputs, () => cpusByShares(inputs));
    return byRule(
      'JVM < 17.0.5',
      cpus,
      `8u191, 11: affinity, own quota rounded up, else own shares ÷ 1024 rounded up${note}`,
      'https://bugs.openjdk.org/browse/JDK-8281181',
    );
  },

  jvmOwn(inputs) {
    const { allowed, quotas } = inputs;
    const { cpus, note } = withOptions(inputs, () => capped(allowed, ownQuota(quotas), Math.ceil));
    return byRule(
      'JVM 17.0.5 to 23',
      cpus,
      `11.0.17, too: affinity, own quota rounded up${note}`,
      'https://bugs.openjdk.org/browse/JDK-8281571',
    );
  },

  jvm24(inputs) {
    const { allowed, quotas } = inputs;
    const tightest = () => capped(allowed, tightestQuota({ levels: quotas }), Math.ceil);
    const { cpus, note } = withOptions(inputs, tightest);
    return byRule(
      'JVM ≥ 24',
      cpus,
      `affinity, tightest quota rounded up${note}`,
      'https://github.com/openjdk/jdk/pull/20646',
    );
  },
} satisfies Record<string, Rule>;

/** A quota is preferred to shares (PreferContainerQuotaForCPUCount, on unless set). */
function cpusByShares({ allowed, quotas, jvmShares }: RuleInputs): number | null {
  const own = ownQuota(quotas);
  const hasQuota = own !== null && own.cpus !== null;
  if (allowed === null || hasQuota || jvmShares === null) return capped(allowed, own, Math.ceil);
  return Math.min(allowed, Math.max(1, Math.ceil(jvmShares / SHARES_PER_CPU)));
}

/** The later ones win: the launcher puts its variable's options before the command's own, and _JAVA_OPTIONS come last. */
const OPTION_VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'] as const;

function withOptions({ allowed, env }: RuleInputs, byLimits: () => number | null): Found {
  const options = OPTION_VARIABLES.flatMap((name) =>
    (env[name] ?? '').split(/\s+/).map((option) => ({ name, option })),
  );
  const support = options.findLast(({ option }) => /^-XX:[+-]UseContainerSupport$/.test(option));
  const counts = options.filter(({ option }) => option.startsWith(COUNT));
  const numbers = counts.map(({ option }) => numberOf(option.slice(COUNT.length)));
  if (numbers.includes(null))
    return { cpus: null, note: '; -XX:ActiveProcessorCount is no number: no JVM starts' };
  const count = numbers.at(-1) ?? 0;
  if (count > 0) return { cpus: count, note: `; ${counts.at(-1)?.name} overrides` };
  if (support?.option.includes('-Use') === true)
    return { cpus: allowed, note: `; ${support.name} turns the quota off` };
  return { cpus: byLimits(), note: '' };
}

const COUNT = '-XX:ActiveProcessorCount=';

/** As the JVM reads an integer: 1k is 1024; below 1 it counts for nothing. */
function numberOf(text: string): number | null {
  const match = /^(-?\d{1,9})([kK]?)$/.exec(text);
  return match === null ? null : Number(match[1]) * (match[2] === '' ? 1 : 1024);
}
