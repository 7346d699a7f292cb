import { tightestQuota } from '../../limits/quota.ts';
import { SHARES_PER_CPU } from '../jvm-shares.ts';
import { isOn, optionsIn, withOptions } from './jvm-options.ts';
import { byRule, capped, ownQuota, type Rule, type RuleInputs } from './rule.ts';

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
    const byQuota = capped(allowed, ownQuota(quotas), Math.ceil);
    const countsShares = isOn(optionsIn(inputs), 'UseContainerCpuShares') === true;
    const isSame = !countsShares || cpusByShares(inputs) === byQuota;
    const { cpus, note } = withOptions(inputs, () => (isSame ? byQuota : null));
    return byRule(
      'JVM 17.0.5 to 23',
      cpus,
      `11.0.17, too: affinity, own quota rounded up${note}${cpus === null && !isSame ? '; UseContainerCpuShares counts shares before 20' : ''}`,
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
