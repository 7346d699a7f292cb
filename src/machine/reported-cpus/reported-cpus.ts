import { availableParallelism, cpus } from 'node:os';
import type { JudgedCpus, ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { JVM_RULES } from './rules/jvm.ts';
import { answered, isAtLeast, type Rule, type RuleInputs } from './rules/rule.ts';
import { RULES } from './rules.ts';
import { cpusOfVariables } from './variables.ts';

/**
 * What each source reports on the machine that we run on.
 * @param asked what programs reported when they were run
 */
export function cpusReportedHere(inputs: RuleInputs, asked: Programs = NOT_ASKED): ReportedCpus[] {
  return [
    answered(RULES.osCpus(inputs), cpus().length),
    nodesParallelism(inputs),
    ...(asked.nproc === null ? [RULES.oldNproc(inputs), RULES.newNproc(inputs)] : [asked.nproc]),
    asked.nprocAll ?? RULES.nprocAll(inputs),
    asked.pythonCpuCount ?? RULES.pythonCpuCount(inputs),
    asked.pythonProcessCpuCount ?? RULES.pythonProcessCpuCount(inputs),
    asked.loky ?? RULES.loky(inputs),
    RULES.go(inputs),
    ...(asked.jvm === null ? Object.values(JVM_RULES).map((rule) => rule(inputs)) : [asked.jvm]),
    RULES.dotnet(inputs),
    RULES.rust(inputs),
    RULES.tokio(inputs),
    RULES.rayon(inputs),
    RULES.libgomp(inputs),
    asked.parallelly ?? RULES.parallelly(inputs),
    RULES.jemalloc(inputs),
    ...cpusOfVariables(inputs.env),
  ];
}

/** What each source would report on a captured machine, or to another process, by its rule. */
export function cpusByRule(inputs: RuleInputs): ReportedCpus[] {
  const follow = inputs.isEnvRead ? (rule: Rule) => rule(inputs) : (rule: Rule) => withoutEnv(rule, inputs);
  return [...Object.values(RULES).map(follow), ...cpusOfVariables(inputs.env)];
}

/** Where the environment can’t be read, nobody knows what a rule gives that looks into it. */
function withoutEnv(rule: Rule, inputs: RuleInputs): ReportedCpus {
  let looks = false;
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get() {
        looks = true;
      },
      ownKeys() {
        looks = true;
        return [];
      },
    },
  );
  const found = rule({ ...inputs, env });
  if (!looks) return found;
  return { ...found, cpus: null, ruleCpus: null, rule: `${found.rule}; the environment can’t be read` };
}

/** @param truth the CPUs that we may really use, or null where that is unknown */
export function judgeReportedCpus(reported: readonly ReportedCpus[], truth: number | null): JudgedCpus[] {
  return reported.map((each) => ({
    ...each,
    wrongBy: each.cpus === null || truth === null ? null : Number((each.cpus - truth).toFixed(4)),
  }));
}

/** Node's own answer, with the version of libuv that gave it. */
function nodesParallelism(inputs: RuleInputs): ReportedCpus {
  const { uv } = process.versions;
  const byRule = libuvRule(uv)(inputs);
  const rule = `libuv ${uv}: ${byRule.rule}`;
  return answered({ ...byRule, rule }, availableParallelism(), 'os.availableParallelism()');
}

/** 1.49 reads a quota at all, 1.51 those of ancestors, 1.52 those below one CPU. */
export function libuvRule(version: string): (inputs: RuleInputs) => ReportedCpus {
  if (isAtLeast(version, 1, 52)) return RULES.parallelism152;
  if (isAtLeast(version, 1, 51)) return RULES.parallelism151;
  return isAtLeast(version, 1, 49) ? RULES.parallelism149 : RULES.oldParallelism;
}

/** What programs that build scripts run reported; null where they aren't installed, or weren't asked. */
export interface BuildPrograms {
  readonly nproc: ReportedCpus | null;
  readonly nprocAll: ReportedCpus | null;
  readonly pythonCpuCount: ReportedCpus | null;
  readonly pythonProcessCpuCount: ReportedCpus | null;
}

/** What other programs reported, which are only asked with `--run`. */
export interface InstalledPrograms {
  readonly jvm: ReportedCpus | null;
  readonly parallelly: ReportedCpus | null;
  readonly loky: ReportedCpus | null;
}

export type Programs = BuildPrograms & InstalledPrograms;

export const NOT_ASKED: Programs = {
  nproc: null,
  nprocAll: null,
  pythonCpuCount: null,
  pythonProcessCpuCount: null,
  jvm: null,
  parallelly: null,
  loky: null,
};
