import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeMachine, makeSetting } from '../fixtures/builders.ts';
import { late } from '../fixtures/worlds/word-processor.ts';
import {
  changed,
  claimsThat,
  FREE_THREADED,
  judged,
  PYTHON,
  scenarioNamed,
  withWorkers,
  worldOf,
} from '../fixtures/worlds.ts';

const HOLDS = worldOf('word-processor').holds();

function clicks(label: string, medianMs: number, maxMs = 400): readonly Observation[] {
  return changed(HOLDS, label, (trial) => withWorkers(trial, () => ({ finding: late(medianMs, maxMs) })));
}

it('puts the clicks of all three programs side by side', () => {
  expect(judged('word-processor', HOLDS).tables[0]?.rows).toEqual([
    ['Node, one thread', '80', '100 ms', '200 ms'],
    ['Node, three threads', '80', '700.0 us', '4.0 ms'],
    ['Python, three threads', '80', '5.3 ms', '12.0 ms'],
  ]);
});

it('draws the line a click before a whole block, and at a fifth of the delay on one thread', () => {
  const fails = (trials: readonly Observation[]) => claimsThat('fails', judged('word-processor', trials));
  expect(fails(clicks('Node, one thread', 100, 180))).toEqual([]);
  expect(fails(clicks('Node, one thread', 100, 179))).toEqual(['waits']);
  expect(fails(clicks('Node, three threads', 20))).toEqual([]);
  expect(fails(clicks('Node, three threads', 21))).toEqual(['answers']);
});

it('doesn’t hold the time against a thread that it was queued for a CPU', () => {
  const queued = (label: string, unqueuedMs: number) =>
    changed(HOLDS, label, (trial) =>
      withWorkers(trial, () => ({ finding: { ...late(60, 400), medianUnqueuedNs: unqueuedMs * 1e6 } })),
    );
  for (const [label, id] of [
    ['Node, three threads', 'answers'],
    ['Python, three threads', 'python-answers'],
  ] as const) {
    const result = judged('word-processor', queued(label, 20));
    expect(claimsThat('fails', result)).toEqual([]);
    expect(result.claims.find((claim) => claim.id === id)?.observed).toBe(
      '20.0 ms (60.0 ms with the time that it was queued for a CPU)',
    );
    expect(claimsThat('fails', judged('word-processor', queued(label, 21)))).toEqual([id]);
  }
});

describe('in Python', () => {
  it('expects half of a switch interval, whatever that is', () => {
    const at = (switchIntervalNs: number, medianMs: number) =>
      claimsThat(
        'fails',
        judged(
          'word-processor',
          clicks('Python, three threads', medianMs),
          {},
          makeMachine({ python: { ...PYTHON, switchIntervalNs } }),
        ),
      );
    expect(at(5e6, 2.5)).toEqual([]);
    expect(at(5e6, 2.4)).toEqual(['python-waits']);
    expect(at(1e6, 2.4)).toEqual([]);
  });

  it('expects no such wait without a GIL', () => {
    const machine = makeMachine({ python: FREE_THREADED });
    const result = judged('word-processor', clicks('Python, three threads', 0.7), {}, machine);
    expect(result.outcome).toBe('holds');
    expect(result.claims.map(({ id }) => id)).not.toContain('python-waits');
    const held = judged('word-processor', clicks('Python, three threads', 100), {}, machine);
    expect(claimsThat('fails', held)).toEqual(['python-answers']);
  });
});

it('is inconclusive where no thread has an ID, or nobody came as far as a click', () => {
  const blind = HOLDS.map((trial) => withWorkers(trial, () => ({ tid: null, finding: null })));
  const result = judged('word-processor', blind);
  expect(claimsThat('holds', result)).toEqual([]);
  expect(claimsThat('fails', result)).toEqual([]);
});

it('starts the clicks before the formatting, which would hold up their start', () => {
  for (const { slots } of scenarioNamed('word-processor').plan(makeMachine(), makeSetting()).trials) {
    expect(slots.map(({ name }) => name)).toEqual(['input', 'clicks', 'format']);
  }
});
