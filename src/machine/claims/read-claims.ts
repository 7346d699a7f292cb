import { availableParallelism, cpus } from 'node:os';
import { isAtLeast } from '../../base/version.ts';
import type { CpuClaim, JudgedClaim } from '../../model/machine/cpu-claim.ts';
import { NOBODY_ASKED, type Programs } from './programs.ts';
import { type Believed, RULES } from './rules.ts';
import { variableClaims } from './variables.ts';

/**
 * What everybody believes on the machine that we run on.
 * @param asked what programs said when they were run
 */
export function claimsHere(believed: Believed, asked: Programs = NOBODY_ASKED): CpuClaim[] {
  return [
    { ...RULES.osCpus(believed), cpus: cpus().length, basis: 'asked' },
    nodesParallelism(believed),
    ...(asked.nproc === null ? [RULES.oldNproc(believed), RULES.newNproc(believed)] : [asked.nproc]),
    asked.nprocAll ?? RULES.nprocAll(believed),
    asked.pythonCpuCount ?? RULES.pythonCpuCount(believed),
    asked.pythonProcessCpuCount ?? RULES.pythonProcessCpuCount(believed),
    RULES.go(believed),
    ...variableClaims(believed.env),
  ];
}

/** What everybody would believe on a captured machine, by their rules. */
export function claimsByRule(believed: Believed): CpuClaim[] {
  return [...Object.values(RULES).map((rule) => rule(believed)), ...variableClaims(believed.env)];
}

/** @param truth the CPUs that we may really use, or null where that is unknown */
export function judgeClaims(claims: readonly CpuClaim[], truth: number | null): JudgedClaim[] {
  return claims.map((claim) => ({
    ...claim,
    wrongBy: claim.cpus === null || truth === null ? null : Number((claim.cpus - truth).toFixed(4)),
  }));
}

/** Node's own answer, with the version of libuv that gave it: 1.49 changed the rule. */
function nodesParallelism(believed: Believed): CpuClaim {
  const { uv } = process.versions;
  const rule = isAtLeast(uv, 1, 49) ? RULES.newParallelism(believed) : RULES.oldParallelism(believed);
  return {
    source: 'os.availableParallelism()',
    cpus: availableParallelism(),
    rule: `libuv ${uv}: ${rule.rule}`,
    basis: 'asked',
  };
}
