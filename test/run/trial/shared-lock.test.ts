import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../scenarios/index.ts';
import type { Machine } from '../../../src/model/machine/machine.ts';
import { mayShareLock } from '../../../src/run/trial/shared-lock.ts';
import { callFunction, handOverLock, slot, spinFor, uniformTrial } from '../../../src/scenario-api/index.ts';
import { makeMachine, makeSetting } from '../../fixtures/builders.ts';
import { FREE_THREADED, WITH_PYTHON } from '../../fixtures/world.ts';

const sharing = (machine: Machine) =>
  SCENARIOS.flatMap((scenario) =>
    scenario
      .plan(machine, makeSetting())
      .trials.filter(({ slots }) => mayShareLock(slots, machine))
      .map(({ label }) => `${scenario.name}: ${label}`),
  );

describe('a trial whose workers share a lock', () => {
  const OF_LOCKS = [
    'threading-library: Node, four threads',
    'threading-library: Python, four threads',
    'deadlock: Node, opposite order',
    'deadlock: Node, same order',
    'deadlock: Python, opposite order',
    'deadlock: Python, same order',
    'gil: Node, two threads, a mutex',
  ];

  it('has a lock of its own, or threads of one Python that has a GIL', () => {
    expect(sharing(makeMachine({ python: FREE_THREADED })).sort()).toEqual([...OF_LOCKS].sort());
    expect(sharing(WITH_PYTHON).sort()).toEqual(
      [
        ...OF_LOCKS,
        'shared-memory: Python, two threads',
        'word-processor: Python, three threads',
        'affinity: Python, different cores',
        'threads-vs-processes: Python, threads that compute',
        'threads-vs-processes: Python, threads that wait',
        'gil: Python, two threads',
        'gil-blocking: Python, beside a thread',
        'gil-blocking: Python, the same, interval 0.5 ms',
        'gil-release: Python, each call in two threads',
        'native: Python, sha256 in two threads',
      ].sort(),
    );
  });

  it('may be one with work of the user’s own', () => {
    const own = callFunction('/mine.mjs', 'f', { units: 1 });
    const module = { module: '/mine.cjs', params: {}, amount: { units: 1 }, unitMs: 1 };
    for (const work of [own, module, handOverLock(9, 1)]) {
      expect(mayShareLock(uniformTrial('a', 'threads', 2, work).slots, makeMachine())).toBe(true);
    }
  });

  it('has two workers at least', () => {
    const slots = [spinFor(9), handOverLock(9, 1)].map((work, index) =>
      slot(index, { name: `w${index}`, engine: 'threads', cpu: null, work }),
    );
    expect(mayShareLock(slots, makeMachine())).toBe(false);
  });
});
