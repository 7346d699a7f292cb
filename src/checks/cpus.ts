import { formatRatio } from '../base/units.ts';
import type { Check } from '../model/documents/check.ts';
import { fail, limitSaid, pass } from './verdict.ts';

export const cpus: Check = {
  id: 'cpus',
  title: 'the machine has the required usable CPUs',
  trial: null,
  judge(evidence) {
    const { demands, machine } = evidence;
    const seen = {
      expected: demands.cpus === null ? 'any number' : `at least ${demands.cpus} CPUs`,
      observed: `${formatRatio(machine.effectiveCpus)} usable CPUs`,
    };
    const why =
      limitSaid(evidence) ?? `this machine has ${machine.onlineCpus ?? 'an unknown number of'} CPUs`;
    if (demands.cpus === null) return pass(seen, 'nothing was required');
    return machine.effectiveCpus >= demands.cpus ? pass(seen, why) : fail(seen, why);
  },
};
