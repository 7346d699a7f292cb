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
export function refuseRun({ run, sysroot, pid, measure, quiet, format }: TypedOptions): void {
  if (run !== true) return;
  const others = [
    ...(sysroot === undefined ? [] : ['--sysroot, which reads a captured machine']),
    ...(pid === undefined ? [] : ['-p, which reads another process']),
    ...(measure === false ? ['--no-measure, which only reads'] : []),
    ...(format === undefined ? [] : ['--format, which only reads']),
    ...(quiet === true ? ['-q, which only reads'] : []),
  ];
  if (others[0] === undefined) return;
  throw usageError(`both --run and ${others[0]}: no program can be asked`, 'Leave one of them out.');
}
