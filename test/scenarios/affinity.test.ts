import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeMachine, makeSetting, NO_TASKSET } from '../fixtures/builders.ts';
import { affinityWorld } from '../fixtures/worlds/affinity.ts';
import {
  claimsThat,
  FREE_THREADED,
  judged,
  scenarioNamed,
  WITH_PYTHON,
  WITHOUT_PYTHON,
  withWorkers,
} from '../fixtures/worlds.ts';

const [ALONE, SAME, DIFFERENT, UNPINNED, PYTHON] = affinityWorld();

describe('on different cores', () => {
  it('fails when the two never ran at the same instant and did not want to', () => {
    const serial = { ...DIFFERENT, r: 1.0, d: 0.0, kind: 'MIXED' as const };
    const result = judged('affinity', [ALONE, SAME, serial, UNPINNED, PYTHON]);
    expect(result.outcome).toBe('fails');
    expect(claimsThat('fails', result)).toEqual(['different-wants-two', 'different-parallel']);
  });

  it('fails when one was seen on the other’s CPU', () => {
    const strayed = withWorkers(DIFFERENT, (_worker, index) =>
      index === 1 ? { cpusSeen: { '0': 100 } } : {},
    );
    expect(claimsThat('fails', judged('affinity', [ALONE, SAME, strayed, UNPINNED, PYTHON]))).toEqual([
      'different-own-cpu',
    ]);
  });

  it('is inconclusive when the cores were wanted and not given', () => {
    const starved = { ...DIFFERENT, r: 1.1, d: 0.9, kind: 'STARVED' as const };
    const result = judged('affinity', [ALONE, SAME, starved, UNPINNED, PYTHON]);
    expect(result.outcome).toBe('inconclusive');
    expect(claimsThat('inconclusive', result)).toEqual(['different-parallel']);
  });
});

describe('on the same core', () => {
  it('fails when the two got more than a core’s worth', () => {
    const impossible = { ...SAME, r: 1.6, d: 0.4, kind: 'PARALLEL' as const };
    const result = judged('affinity', [ALONE, impossible, DIFFERENT, UNPINNED, PYTHON]);
    expect(claimsThat('fails', result)).toEqual(['same-one-core']);
    expect(result.because[0]).toContain('expected busy ≤ 1.15 cores, observed busy 1.60 cores');
  });

  it('fails when they did not even want two cores', () => {
    const lazy = { ...SAME, r: 1.0, d: 0.1, kind: 'SERIALISED' as const };
    expect(claimsThat('fails', judged('affinity', [ALONE, lazy, DIFFERENT, UNPINNED, PYTHON]))).toEqual([
      'same-wants-two',
    ]);
  });
});

it('fails when two unpinned workers want only one core', () => {
  const serial = { ...UNPINNED, r: 1.0, d: 0.05, kind: 'SERIALISED' as const };
  expect(claimsThat('fails', judged('affinity', [ALONE, SAME, DIFFERENT, serial, PYTHON]))).toEqual([
    'unpinned-wants-two',
  ]);
});

it('is inconclusive where the kernel tells no times', () => {
  const blind = [ALONE, SAME, DIFFERENT, UNPINNED, PYTHON].map((trial) => ({
    ...trial,
    r: null,
    d: null,
    kind: null,
  }));
  const result = judged('affinity', blind);
  expect(claimsThat('fails', result)).toEqual([]);
  expect(result.outcome).toBe('inconclusive');
});

it('tells the work of two relative to that of one alone', () => {
  // One alone: 1000 units a second. Two on a core: 1000 in the same second; two apart: 1960.
  const half = withWorkers(SAME, () => ({ unitsDone: 500 }));
  const both = withWorkers(DIFFERENT, () => ({ unitsDone: 980 }));
  const { story } = judged('affinity', [ALONE, half, both, UNPINNED, PYTHON]);
  expect(story[0]).toBe('same core: busy 1.01, queued 0.96, throughput 1.00× one alone');
  expect(story[1]).toBe('different cores: busy 1.97, queued 0.02, throughput 1.96× one alone');
  expect(story[3]).toBe('unpinned, they ran on CPU 0 and 0, with at least 2 migrations');
});

describe('two threads of Python on two cores', () => {
  const withPython = (python: Observation, machine = WITH_PYTHON) =>
    judged('affinity', [ALONE, SAME, DIFFERENT, UNPINNED, python], {}, machine);

  it('want both of them without a GIL', () => {
    const machine = makeMachine({ python: FREE_THREADED });
    expect(claimsThat('fails', withPython(PYTHON, machine))).toEqual(['python']);
    expect(withPython({ ...PYTHON, r: 1.9, kind: 'PARALLEL' }, machine).outcome).toBe('holds');
  });

  it('prove nothing where they could not be held there', () => {
    const unpinned = withWorkers(PYTHON, () => ({ pin: NO_TASKSET }));
    expect(claimsThat('inconclusive', withPython(unpinned))).toEqual(['python']);
  });

  it('are left out by name without Python, and without taskset', () => {
    const machines = [WITHOUT_PYTHON, { ...WITH_PYTHON, tools: { ...WITH_PYTHON.tools, taskset: null } }];
    const whys = machines.map(
      (machine) => scenarioNamed('affinity').plan(machine, makeSetting()).skipped?.[0]?.why,
    );
    expect(whys).toEqual(['python3 is not in PATH', 'taskset is not in PATH']);
    for (const machine of machines) {
      const result = judged('affinity', [ALONE, SAME, DIFFERENT, UNPINNED], {}, machine);
      expect(claimsThat('skipped', result)).toEqual(['python']);
    }
  });
});

it('plans the arms on the first two CPUs that it was given', () => {
  const { trials } = scenarioNamed('affinity').plan(makeMachine(), makeSetting({ cpus: [3, 5, 7] }));
  expect(trials.map(({ label, slots }) => [label, slots.map(({ cpu }) => cpu)])).toEqual([
    ['alone', [3]],
    ['same core', [3, 3]],
    ['different cores', [3, 5]],
    ['unpinned', [null, null]],
  ]);
});
