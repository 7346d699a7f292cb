import { claimsByRule, claimsHere, judgeClaims } from '../../machine/claims/read-claims.ts';
import { type CoresFacts, readCores } from '../../machine/read-cores.ts';
import type { CoresReport, Measured } from '../../model/cores-report.ts';
import type { CpuClaim } from '../../model/cpu-claim.ts';
import { recommendations, recommendedWorkers } from '../../stats/recommend.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { openSysroot } from '../captured.ts';
import { deliverCores } from '../deliver-cores.ts';
import { documentHead } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';
import { exitAfter, Interruption } from '../signals.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';

const CORES_FORMATS = ['json', 'csv', 'md', 'text', 'html'] as const;

/** `concur cores`: read, ask, measure, report. @returns the exit code */
export async function cores(options: TypedOptions, output: Output): Promise<number> {
  const startedAt = new Date();
  const onStdout = checkTargets(options, CORES_FORMATS);
  const sysroot = openSysroot(options.sysroot);
  const { env } = process;
  const facts = await readCores(sysroot, { env, searchPath: env.PATH ?? '' });
  const interruption = new Interruption();
  const { claims, measured } = sysroot.isCaptured
    ? { claims: claimsByRule(facts.believed), measured: null }
    : options.measure === false
      ? { claims: claimsHere(facts.believed), measured: null }
      : await askAndMeasure(facts, options, interruption.listen(), output);
  const exit = interruption.exit ?? { code: EXIT.ok, reason: 'reported' };
  const { machine, warnings } = facts;
  const head = documentHead('concur/cores@1', {
    startedAt,
    machine,
    options: { ...options },
    warnings,
    exit,
  });
  const report: CoresReport = {
    ...head,
    ...bodyOf(facts, claims, measured),
    sysroot: options.sysroot ?? null,
  };
  await deliverCores(report, await stdoutPage(options.color), options, output, onStdout);
  const signal = interruption.by();
  return signal === null ? exit.code : exitAfter(signal);
}

/** Runs the programs and the burners one after the other: asking takes CPU time, too. */
async function askAndMeasure(
  facts: CoresFacts,
  options: TypedOptions,
  interruption: Interruption,
  output: Output,
): Promise<{ claims: CpuClaim[]; measured: Measured | null }> {
  const [{ askPrograms }, { measureCores }] = await Promise.all([
    import('../../machine/claims/ask-programs.ts'),
    import('../measure-cores.ts'),
  ]);
  const claims = claimsHere(facts.believed, await askPrograms(facts.believed, process.env));
  return { claims, measured: await measureCores(facts.machine, options, interruption, output) };
}

/** What follows from what was read, claimed and measured. Pure. */
function bodyOf(facts: CoresFacts, claims: readonly CpuClaim[], measured: Measured | null) {
  const { topology, limits, effectiveCpus } = facts;
  // Where the limits can't be read in full, measuring has the last word.
  const found = measured?.hiddenLimit === true ? measured.r : null;
  const truth = found === null || effectiveCpus === null ? effectiveCpus : Math.min(effectiveCpus, found);
  const workers = effectiveCpus === null ? null : recommendedWorkers(effectiveCpus, found);
  return {
    ...topology,
    limits: limits.list,
    quotaCpus: limits.quotaCpus,
    effectiveCpus,
    claims: judgeClaims(claims, truth),
    measured,
    thresholds: THRESHOLDS,
    recommendedWorkers: workers,
    recommendations: workers === null ? [] : recommendations(workers),
  };
}
