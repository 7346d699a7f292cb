import { availableParallelism, cpus } from 'node:os';
import type { JudgedCpus, ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { isAtLeast, RULES, type RuleInputs } from './rules.ts';
import { cpusOfVariables } from './variables.ts';

/**
 * What each source reports on the machine that we run on.
 * @param asked what programs reported when they were run
 */
export function cpusReportedHere(inputs: RuleInputs, asked: Programs = NOT_ASKED): ReportedCpus[] {
  return [
    { ...RULES.osCpus(inputs), cpus: cpus().length, basis: 'asked' },
    nodesParallelism(inputs),
    ...(asked.nproc === null ? [RULES.oldNproc(inputs), RULES.newNproc(inputs)] : [asked.nproc]),
    asked.nprocAll ?? RULES.nprocAll(inputs),
    asked.pythonCpuCount ?? RULES.pythonCpuCount(inputs),
    asked.pythonProcessCpuCount ?? RULES.pythonProcessCpuCount(inputs),
    RULES.go(inputs),
    ...cpusOfVariables(inputs.env),
  ];
}

/** What each source would report on a captured machine, by its rule. */
export function cpusByRule(inputs: RuleInputs): ReportedCpus[] {
  return [...Object.values(RULES).map((rule) => rule(inputs)), ...cpusOfVariables(inputs.env)];
}

/** @param truth the CPUs that we may really use, or null where that is unknown */
export function judgeReportedCpus(reported: readonly ReportedCpus[], truth: number | null): JudgedCpus[] {
  return reported.map((each) => ({
    ...each,
    wrongBy: each.cpus === null || truth === null ? null : Number((each.cpus - truth).toFixed(4)),
  }));
}

/** Node's own answer, with the version of libuv that gave it: 1.49 changed the rule. */
function nodesParallelism(inputs: RuleInputs): ReportedCpus {
  const { uv } = process.versions;
  const rule = isAtLeast(uv, 1, 49) ? RULES.newParallelism(inputs) : RULES.oldParallelism(inputs);
  return {
    source: 'os.availableParallelism()',
    cpus: availableParallelism(),
    rule: `libuv ${uv}: ${rule.rule}`,
    basis: 'asked',
  };
}

/** What programs reported when they were asked; null where they aren't installed, or weren't asked. */
export interface Programs {
  readonly nproc: ReportedCpus | null;
  readonly nprocAll: ReportedCpus | null;
  readonly pythonCpuCount: ReportedCpus | null;
  readonly pythonProcessCpuCount: ReportedCpus | null;
}

export const NOT_ASKED: Programs = {
  nproc: null,
  nprocAll: null,
  pythonCpuCount: null,
  pythonProcessCpuCount: null,
};
