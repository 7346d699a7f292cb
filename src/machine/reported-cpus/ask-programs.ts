import type { ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { outputOf } from './program-output.ts';
import type { BuildPrograms } from './reported-cpus.ts';
import { answered, isAtLeast, type RuleInputs } from './rules/rule.ts';
import { RULES } from './rules.ts';

/** A program that takes longer isn't waited for. */
const PATIENCE_MS = 2_000;
const PYTHON =
  'import os,sys;f=getattr(os,"process_cpu_count",None);print("%d.%d"%sys.version_info[:2],os.cpu_count(),f() if f else "-")';

/** Runs nproc and python3, as a build script would. */
export async function askPrograms(inputs: RuleInputs, env: NodeJS.ProcessEnv): Promise<BuildPrograms> {
  const output = async (name: string, args: readonly string[]) =>
    (await outputOf(name, args, env, PATIENCE_MS))?.stdout ?? null;
  const [version, nproc, all, python] = await Promise.all([
    output('nproc', ['--version']),
    output('nproc', []),
    output('nproc', ['--all']),
    output('python3', ['-c', PYTHON]),
  ]);
  const number = /(\d+\.\d+)/.exec(version ?? '')?.[1] ?? null;
  const rules = isAtLeast(number ?? '0', 9, 8) ? RULES.newNproc(inputs) : RULES.oldNproc(inputs);
  const [pythonVersion = '', count, own] = (python ?? '').trim().split(' ');
  const inPython = (rule: ReportedCpus) => ({
    ...rule,
    source: `${rule.source}, Python ${pythonVersion}`.replace('Python os', 'os'),
  });
  return {
    nproc: asked({ ...rules, source: number === null ? 'nproc' : `nproc ${number}` }, nproc),
    nprocAll: asked(RULES.nprocAll(inputs), all),
    pythonCpuCount: asked(inPython(RULES.pythonCpuCount(inputs)), count),
    pythonProcessCpuCount: asked(inPython(RULES.pythonProcessCpuCount(inputs)), own),
  };
}

function asked(rule: ReportedCpus, answer: string | null | undefined): ReportedCpus | null {
  return /^\d+$/.test(answer?.trim() ?? '') ? answered(rule, Number(answer)) : null;
}
