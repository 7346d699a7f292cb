import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimed } from '../../src/checks/claimed.ts';
import type { Machine } from '../../src/model/machine/machine.ts';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeMachine, QUIET } from '../fixtures/builders.ts';
import {
  burners,
  crowded,
  judgedInWords,
  makeEvidence,
  NO_DEMANDS,
  throttled,
  untimed,
} from '../fixtures/check-evidence.ts';

function judged(
  threads: Observation,
  {
    machine = {},
    claims = 2,
    maxClaimedRatio = 1.25,
  }: { machine?: Partial<Machine>; claims?: number; maxClaimedRatio?: number } = {},
) {
  return judgedInWords(
    claimed,
    makeEvidence({
      machine: makeMachine(machine),
      demands: { ...NO_DEMANDS, maxClaimedRatio },
      claimedCpus: claims,
      trials: { threads },
    }),
  );
}

const GROUP = '/sys/fs/cgroup/cpu/ci';
const quota = (cpus: number) => ({ quotaCpus: cpus, quotaGroup: GROUP, effectiveCpus: cpus });
/** Half a core is all that is got, and nothing that can be read says why. */
const HELD_BACK = burners({ r: 0.5, d: 1.45, kind: 'STARVED', conditions: { ...QUIET, idleCpus: 1.5 } });

describe('where Node claims what there is', () => {
  it('passes', () => {
    expect(judged(burners())).toEqual({
      outcome: 'pass',
      expected: 'os.availableParallelism() at most 1.25 × the measured CPUs',
      observed: '2 reported, 1.98 attainable (busy 1.95, queued 0.03 (cores))',
      because: 'a pool of that size gets its cores',
      causes: [],
    });
  });

  it('passes beside busy neighbours: what was wanted counts with what was got', () => {
    expect(judged(crowded())).toMatchObject({
      outcome: 'pass',
      observed: '2 reported, 1.90 attainable (busy 0.70, queued 1.20 (cores))',
    });
  });

  it('passes under a quota of as many CPUs', () => {
    expect(judged(throttled(1.6), { machine: quota(1.6) }).outcome).toBe('pass');
  });
});

describe('where Node claims more', () => {
  it('fails under a quota whatever was measured, and names it', () => {
    for (const trial of [burners(), crowded(), throttled(0.5), untimed()]) {
      expect(judged(trial, { machine: quota(0.5) })).toMatchObject({
        outcome: 'fail',
        because: `the quota of ${GROUP} allows 0.50 CPUs`,
      });
    }
  });

  it('fails under a limit that can’t be seen', () => {
    expect(judged(HELD_BACK)).toMatchObject({
      outcome: 'fail',
      observed: '2 reported, 0.50 attainable (busy 0.50, queued 1.45 (cores))',
      because: 'a limit that can’t be seen: 1.50 CPUs were idle meanwhile',
    });
  });

  it('fails where it claims more than the mask allows', () => {
    expect(judged(burners(), { claims: 8, machine: { onlineCpus: 8 } })).toMatchObject({
      outcome: 'fail',
      because: 'the affinity mask allows 2 of 8 CPUs',
    });
  });

  it('is inconclusive where less was got and wanted, and no limit says why', () => {
    expect(judged(burners({ r: 1, d: 0.1, kind: 'MIXED' })).outcome).toBe('inconclusive');
    expect(judged(crowded({ r: 0.6, d: 0.3 })).outcome).toBe('inconclusive');
  });
});

it('is inconclusive where others of our own group used its quota up: they may stop', () => {
  const conditions = { ...throttled(0.8).conditions, othersCpus: 0.9, idleCpus: 0.3 };
  expect(judged(throttled(0.8, { conditions }), { machine: quota(1.7) }).outcome).toBe('inconclusive');
});

describe('the ratio', () => {
  it.each([
    [1.6, 'pass'],
    [1.599, 'fail'],
  ] as const)('is exact against a quota: two claimed of %d', (cpus, outcome) => {
    expect(judged(throttled(cpus), { machine: quota(cpus) }).outcome).toBe(outcome);
  });

  it('may be as large as one likes', () => {
    expect(judged(throttled(0.5), { machine: quota(0.5), maxClaimedRatio: 4 }).outcome).toBe('pass');
    expect(judged(throttled(0.5), { machine: quota(0.5), maxClaimedRatio: 3.9 }).outcome).toBe('fail');
  });

  it.each([
    [1.53, 'pass'],
    [1.52, 'inconclusive'],
  ] as const)('forgives a twentieth of what is measured: %d', (r, outcome) => {
    expect(judged(burners({ r, d: 0, kind: 'MIXED' })).outcome).toBe(outcome);
  });
});

describe('is inconclusive', () => {
  it('where the kernel keeps no times', () => {
    expect(judged(untimed())).toMatchObject({
      outcome: 'inconclusive',
      observed: '2 reported, unknown (unknown)',
    });
  });

  it('where not all of the allowed CPUs were measured', () => {
    const machine = { allowedCpus: [0, 1, 2], effectiveCpus: 3 };
    expect(judged(burners(), { machine, claims: 3 })).toMatchObject({
      outcome: 'inconclusive',
      because: 'only 2 of the allowed CPUs were measured',
    });
  });
});

it('never fails without a limit, whatever was measured', () => {
  const cores = fc.double({ min: 0, max: 4, noNaN: true });
  fc.assert(
    fc.property(cores, cores, (r, d) => {
      expect(judged(crowded({ r, d })).outcome).not.toBe('fail');
      expect(judged(burners({ r, d })).outcome).not.toBe('fail');
    }),
  );
});
