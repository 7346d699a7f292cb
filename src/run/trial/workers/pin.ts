import { formatCpuList } from '../../../base/cpu-list.ts';
import { ENGINES, type EngineName } from '../../../model/engines/engines.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { KernelClocks, Pin } from '../../../model/trial/evidence.ts';

/** What is known of one pin: what was asked, what refused it, and the masks that the thread read of itself. */
export interface PinFacts {
  readonly askedCpu: number | null;
  readonly engine: EngineName;
  readonly refusal: string | null;
  readonly before: KernelClocks | null;
  readonly after: KernelClocks | null;
}

/** What the kernel answered: a pin counts as held only when its mask was read back, at the start and at the end. */
export function pinOf(facts: PinFacts, machine: Machine): Pin {
  const cpus = facts.before?.allowedCpus ?? null;
  const answer = (state: Pin['state'], why: string | null): Pin => ({ state, cpus, why });
  if (facts.askedCpu === null) return answer('off', null);
  const { whyUnpinned } = ENGINES[facts.engine];
  if (whyUnpinned !== null) return answer('unsupported', whyUnpinned);
  if (machine.tools.taskset === null)
    return { ...answer('unsupported', whyNoTaskset(machine)), ...lacked(machine) };
  if (facts.refusal !== null) return answer('refused', facts.refusal);
  if (cpus === null) return answer('unsupported', 'the mask could not be read back');
  for (const mask of [cpus, facts.after?.allowedCpus ?? cpus]) {
    if (mask.length !== 1 || mask[0] !== facts.askedCpu) {
      return answer('refused', `the kernel’s mask is ${formatCpuList(mask)}, not ${facts.askedCpu}`);
    }
  }
  return answer('held', null);
}

/** Elsewhere than on Linux there is none to be had. */
function lacked({ platform }: Machine): Pick<Pin, 'lacks'> {
  return platform === 'linux' ? { lacks: 'taskset' } : {};
}

function whyNoTaskset({ platform }: Machine): string {
  return platform === 'linux' ? 'taskset is not in PATH' : `${platform} has no taskset`;
}
