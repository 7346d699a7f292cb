import { byRule, capped, ownQuota, type Rule, wholeNumber } from './rule.ts';

/** What PROCESSOR_COUNT may say at most; what is above is ignored. */
const MOST = 0xffff;

export const DOTNET_RULES = {
  dotnet({ allowed, quotas, env }) {
    const name =
      env.DOTNET_PROCESSOR_COUNT === undefined ? 'COMPlus_PROCESSOR_COUNT' : 'DOTNET_PROCESSOR_COUNT';
    const wanted = wholeNumber(env[name]);
    const override = wanted !== null && wanted <= MOST ? wanted : null;
    return byRule(
      '.NET ProcessorCount',
      override ?? capped(allowed, ownQuota(quotas), Math.ceil),
      `6: affinity, own quota rounded up${override === null ? '' : `; ${name} overrides`}`,
      'https://github.com/dotnet/runtime/blob/04c0bdd0df42b69dd0eb3e1265186a471daa77cc/src/coreclr/pal/src/misc/cgroup.cpp',
    );
  },
} satisfies Record<string, Rule>;
