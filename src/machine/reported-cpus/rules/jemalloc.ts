import { byRule, type Rule } from './rule.ts';

const ARENAS_PER_CPU = 4;

export const JEMALLOC_RULES = {
  /** The CPUs that it makes arenas for. */
  jemalloc({ allowed, env }) {
    const arenas = arenasOf(allowed, env.MALLOC_CONF);
    return byRule(
      'jemalloc',
      allowed,
      `5.3: affinity; no quota${arenas === null ? '' : `: ${arenas}`}`,
      'https://jemalloc.net/jemalloc.3.html#opt.narenas',
    );
  },
} satisfies Record<string, Rule>;

function arenasOf(cpus: number | null, conf: string | undefined): string | null {
  const set = /(?:^|,)narenas:([1-9]\d{0,8})(?:,|$)/.exec(conf ?? '')?.[1];
  if (set !== undefined) return `${set} arenas by MALLOC_CONF`;
  if (cpus === null) return null;
  return cpus > 1 ? `${ARENAS_PER_CPU * cpus} arenas, ${ARENAS_PER_CPU} a CPU` : '1 arena';
}
