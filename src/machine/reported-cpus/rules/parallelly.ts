import { cpusOfNewNproc, halfUp } from './nproc.ts';
import { schedulersCores } from './parallelly-variables.ts';
import { byRule, capped, type Found, ownQuota, type Rule, type RuleInputs } from './rule.ts';

export const R_RULES = {
  parallelly(inputs) {
    const { cpus, note } = availableCores(inputs);
    return byRule(
      'R parallelly availableCores()',
      cpus,
      `1.33 to 1.44: affinity, own quota half up, nproc, schedulers’ variables${note}`,
      'https://parallelly.futureverse.org/reference/availableCores.html',
    );
  },
} satisfies Record<string, Rule>;

function availableCores(inputs: RuleInputs): Found {
  const { online, counted, allowed, quotas, env } = inputs;
  const options = Object.keys(env).filter((name) => /^R_(PARALLELLY|FUTURE)_AVAILABLECORES_/.test(name));
  if (options.length > 0) return { cpus: null, note: `; ${options[0]} changes that` };
  const nproc = cpusOfNewNproc(inputs);
  if (allowed === null || nproc === null) return { cpus: null, note: '' };
  const system = counted ?? online ?? allowed;
  const limits = [system, allowed, capped(allowed, ownQuota(quotas), halfUp) ?? allowed];
  const variables = schedulersCores(env);
  const refused = variables.find(({ cores }) => cores <= 0);
  if (refused !== undefined) return { cpus: null, note: `; ${refused.name} is below 1, which it refuses` };
  const withOldNproc = Math.min(...limits, ...variables.map(({ cores }) => cores));
  if (nproc < withOldNproc) return { cpus: null, note: '; here that depends on nproc’s version' };
  const least = variables.find(({ cores }) => cores === withOldNproc && cores < Math.min(...limits));
  return { cpus: withOldNproc, note: least === undefined ? '' : `; ${least.name} is the least` };
}
