import { cpusByRule, cpusReportedHere } from '../../../machine/reported-cpus/reported-cpus.ts';
import type { CoresFacts } from '../../../machine/topology/read-cores.ts';
import type { Measured } from '../../../model/documents/cores-report.ts';
import type { ReportedCpus } from '../../../model/machine/reported-cpus.ts';
import type { Virt } from '../../../model/machine/virt.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { Stage } from '../../program/stage.ts';
import { askClaims } from './ask-claims.ts';

const MEASURED_MS = 1_000;

/** What was found out beyond what files say. */
export interface FoundCores {
  readonly claims: readonly ReportedCpus[];
  readonly measured: Measured | null;
  readonly virt: Virt | null;
  /** The memory of the worker that was measured. */
  readonly workerBytes: number | null;
}

/** Of a machine, or of a process, that isn’t ours to run on. */
export function byRules({ ruleInputs, virt }: CoresFacts): FoundCores {
  return { claims: cpusByRule(ruleInputs), measured: null, virt, workerBytes: null };
}

/** Of ours, where nothing is to be measured. */
export function withoutMeasuring({ ruleInputs, virt }: CoresFacts): FoundCores {
  return { claims: cpusReportedHere(ruleInputs), measured: null, virt, workerBytes: null };
}

/** Runs the programs and the burners one after the other: asking takes CPU time, too. */
export async function askAndMeasure(
  { machine, ruleInputs, virt }: CoresFacts,
  options: TypedOptions,
  stage: Stage,
): Promise<FoundCores> {
  const claims = await askClaims(ruleInputs, options);
  const { measure } = await import('../../../run/measure.ts');
  const found = await completed(virt, machine.isVirtual);
  const context = await stage.runContext({ machine, cpus: machine.allowedCpus, seed: 1 });
  return { claims, virt: found, measured: await measure(context, MEASURED_MS), workerBytes: null };
}

/** Names the hypervisor that no file names, where the CPUs are known to be virtual. */
async function completed(virt: Virt | null, isVirtual: boolean | null): Promise<Virt | null> {
  if (isVirtual !== true || (virt !== null && virt.hypervisor !== null)) return virt;
  const { askHypervisor } = await import('../../../machine/host.ts');
  const hypervisor = await askHypervisor(process.env.PATH ?? '');
  return hypervisor === null ? virt : { container: null, cloud: null, ...virt, hypervisor };
}
