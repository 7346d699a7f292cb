import { usageError } from '../../../base/errors/errors.ts';
import { cpusReportedHere, NOT_ASKED } from '../../../machine/reported-cpus/reported-cpus.ts';
import type { RuleInputs } from '../../../machine/reported-cpus/rules/rule.ts';
import type { ReportedCpus } from '../../../model/machine/reported-cpus.ts';
import type { TypedOptions } from '../../options/table.ts';

/** Who reports which CPUs here: nproc and python3 are always asked, the others with `--run`. */
export async function askClaims(inputs: RuleInputs, { run }: TypedOptions): Promise<ReportedCpus[]> {
  const { askPrograms } = await import('../../../machine/reported-cpus/ask-programs.ts');
  const asked = { ...NOT_ASKED, ...(await askPrograms(inputs, process.env)) };
  if (run !== true) return cpusReportedHere(inputs, asked);
  const { askInstalled } = await import('../../../machine/reported-cpus/ask-installed.ts');
  return cpusReportedHere(inputs, { ...asked, ...(await askInstalled(inputs, process.env)) });
}

/** Where nothing may be run, no program can be asked. @throws ConcurError (USAGE) */
export function refuseRun({ run, sysroot, measure }: TypedOptions): void {
  if (run !== true || (sysroot === undefined && measure !== false)) return;
  const other = sysroot === undefined ? '--no-measure' : '--sysroot';
  const why = sysroot === undefined ? 'only reads' : 'reads a captured machine';
  throw usageError(
    `both --run and ${other}, which ${why}: no program can be asked`,
    'Leave one of them out.',
  );
}
