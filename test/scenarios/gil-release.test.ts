import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/model/json.ts';
import { makeMachine } from '../fixtures/builders.ts';
import { FREE_THREADED, judged, withWorkers, worldOf } from '../fixtures/worlds.ts';

const CALL = { language: 'python', label: 'mine()', module: 'mine', name: 'mine', folder: '/' } as const;

/** The row of the user's own call, of which each of two threads ran and waited for a core for such shares of its time. */
function ownInPython(run: number, delay: number): string[] | undefined {
  const told = { call: 'mine()', count: 9, wallNs: 1e8, runNs: run * 1e8, runDelayNs: delay * 1e8 };
  const trials = worldOf('gil-release')
    .holds()
    .map((trial) =>
      trial.engine === 'python-threads'
        ? withWorkers(trial, ({ finding }) => ({ finding: [...(finding as Json[]), told] }))
        : trial,
    );
  const { tables } = judged('gil-release', trials, { call: CALL });
  return tables[0]?.rows.find(([call]) => call === 'mine()') as string[] | undefined;
}

describe('a call of the user’s', () => {
  it.each([
    [0.5, 0.02, 'holds'],
    [0.97, 0.01, 'releases'],
    [0.4, 0.55, 'releases'],
    [0.001, 0.001, 'waits'],
    // It waits for something half of the time: that is no lock’s doing.
    [0.15, 0.01, 'mixed'],
  ])('that ran %d and waited %d of the time %s', (run, delay, verdict) => {
    expect(ownInPython(run, delay)?.at(-1)).toBe(verdict);
  });

  it('is told in the story, and makes no claim', () => {
    const result = judged('gil-release', worldOf('gil-release').holds(), { call: CALL });
    expect(result.claims).toHaveLength(6);
  });
});

it('takes the time from the first one’s start to the last one’s end', () => {
  const trials = worldOf('gil-release')
    .holds()
    .map((trial) =>
      trial.engine === 'python-threads'
        ? withWorkers(trial, (_worker, index) => ({
            // Each ran for 30 of its own 50 ms, but the second began 10 ms later: 60 of 60 ms together.
            finding: [{ call: 'a loop', startNs: index * 10e6, wallNs: 50e6, runNs: 30e6, runDelayNs: 0 }],
          }))
        : trial,
    );
  expect(judged('gil-release', trials).tables[0]?.rows).toEqual([['a loop', '1.00', '0.00', 'holds']]);
});

describe('the thread of Node', () => {
  const own = (run: number, process: number) => {
    const told = {
      call: './w.mjs#f',
      wallNs: 1e8,
      runNs: run * 1e8,
      runDelayNs: 0,
      processCpuNs: process * 1e8,
    };
    const trials = worldOf('gil-release')
      .holds()
      .map((trial) =>
        trial.engine === 'processes'
          ? withWorkers(trial, ({ finding }) => ({ finding: [...(finding as Json[]), told] }))
          : trial,
      );
    return judged('gil-release', trials)
      .tables[1]?.rows.find(([call]) => call === './w.mjs#f')
      ?.at(-1);
  };

  it.each([
    [0.98, 1, 'holds'],
    [0.1, 0.95, 'releases'],
    [0.01, 0.02, 'waits'],
    // Mostly free, though what little was done the thread did itself.
    [0.3, 0.31, 'mixed'],
  ])('that ran %d of the time while its process used %d %s', (run, process, verdict) => {
    expect(own(run, process)).toBe(verdict);
  });
});

it('expects of a free-threaded build that nothing holds it', () => {
  const machine = makeMachine({ python: FREE_THREADED });
  const held = judged('gil-release', worldOf('gil-release').holds(), {}, machine);
  expect(held.claims.find(({ id }) => id === 'hold')?.outcome).toBe('fails');
  const free = worldOf('gil-release')
    .holds()
    .map((trial) =>
      trial.engine === 'python-threads'
        ? withWorkers(trial, ({ finding }) => ({
            finding: (finding as { call: string; wallNs: number }[]).map((told) =>
              told.call === 'time.sleep' ? told : { ...told, runNs: 0.97 * told.wallNs },
            ) as Json,
          }))
        : trial,
    );
  expect(judged('gil-release', free, {}, machine).outcome).toBe('holds');
});
