import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpus } from '../../src/checks/cpus.ts';
import type { Machine } from '../../src/model/machine/machine.ts';
import { makeMachine } from '../fixtures/builders.ts';
import { judgedInWords, makeEvidence, NO_DEMANDS, outcomeOf } from '../fixtures/check-evidence.ts';

function judged(required: number | null, machine: Partial<Machine> = {}) {
  return judgedInWords(
    cpus,
    makeEvidence({ machine: makeMachine(machine), demands: { ...NO_DEMANDS, cpus: required } }),
  );
}

const HALF = { quotaCpus: 0.5, quotaGroup: '/sys/fs/cgroup/cpu/ci', effectiveCpus: 0.5 };
const MASKED = { logicalCpus: 8, onlineCpus: 8, allowedCpus: [0, 1] };

it('needs no trial', () => {
  expect(cpus.trial).toBeNull();
});

describe('where there are as many CPUs as required', () => {
  it('passes', () => {
    expect(judged(2)).toEqual({
      outcome: 'pass',
      expected: 'at least 2 CPUs',
      observed: '2.00 usable CPUs',
      because: 'this machine has 2 CPUs',
      causes: [],
    });
  });

  it('passes when nothing is required, and still tells how many there are', () => {
    expect(judged(null)).toMatchObject({
      outcome: 'pass',
      expected: 'any number',
      observed: '2.00 usable CPUs',
    });
    expect(judged(null, HALF)).toMatchObject({ outcome: 'pass', observed: '0.50 usable CPUs' });
  });
});

describe('where there are fewer', () => {
  it('fails and says how many the machine has', () => {
    expect(judged(4)).toMatchObject({ outcome: 'fail', because: 'this machine has 2 CPUs' });
  });

  it('fails where nobody knows how many the machine has', () => {
    expect(judged(4, { onlineCpus: null })).toMatchObject({
      outcome: 'fail',
      because: 'this machine has an unknown number of CPUs',
    });
  });

  it('names the quota and the group that sets it', () => {
    expect(judged(1, HALF)).toMatchObject({
      outcome: 'fail',
      observed: '0.50 usable CPUs',
      because: 'the quota of /sys/fs/cgroup/cpu/ci allows 0.50 CPUs',
    });
  });

  it('names the affinity mask', () => {
    expect(judged(4, MASKED)).toMatchObject({
      outcome: 'fail',
      because: 'the affinity mask allows 2 of 8 CPUs',
    });
  });

  it('names the quota rather than the mask where the quota is the tighter', () => {
    expect(judged(2, { ...MASKED, ...HALF }).because).toContain('quota');
    expect(judged(4, { ...MASKED, quotaCpus: 3, quotaGroup: '/g', effectiveCpus: 2 }).because).toContain(
      'affinity mask',
    );
  });
});

it.each([
  [1.5, 1.5, 'pass'],
  [1.51, 1.5, 'fail'],
  [2, 1.999, 'fail'],
  [0.5, 0.5, 'pass'],
] as const)('compares exactly: %d required of %d', (required, effectiveCpus, outcome) => {
  expect(judged(required, { effectiveCpus }).outcome).toBe(outcome);
});

it('is never inconclusive: what the limits say is read, not measured', () => {
  const figure = fc.double({ min: 0.01, max: 9000, noNaN: true });
  fc.assert(
    fc.property(fc.option(figure), figure, (required, effectiveCpus) => {
      const demands = { ...NO_DEMANDS, cpus: required };
      const outcome = outcomeOf(cpus, { machine: makeMachine({ effectiveCpus }), demands });
      expect(outcome).toBe(required === null || effectiveCpus >= required ? 'pass' : 'fail');
    }),
  );
});
