import type { Check } from '../model/check/check.ts';
import type { CheckReason } from '../model/check/finding.ts';
import { cpuLimit, fail, pass, type Seen } from './verdict.ts';

export const cpus: Check = {
  id: 'cpus',
  title: 'the machine has the required usable CPUs',
  trial: null,
  judge(evidence) {
    const { demands, machine } = evidence;
    const seen: Seen = {
      expected:
        demands.cpus === null ? { kind: 'any-number' } : { kind: 'usable-cpus', atLeast: demands.cpus },
      observed: { kind: 'usable-cpus', cpus: machine.effectiveCpus },
    };
    const limit = cpuLimit(evidence) ?? ({ kind: 'machine', cpus: machine.onlineCpus } as const);
    const reason: CheckReason = { kind: 'limit', limit };
    if (demands.cpus === null) return pass(seen, 'nothing-required');
    return machine.effectiveCpus >= demands.cpus ? pass(seen, reason) : fail(seen, reason);
  },
};
