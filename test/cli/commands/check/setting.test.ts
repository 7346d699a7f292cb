import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSetting } from '../../../../src/cli/commands/check/setting.ts';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';
import type { Machine } from '../../../../src/model/machine/machine.ts';
import { makeMachine } from '../../../fixtures/builders.ts';
import { inMemory } from '../../../fixtures/captured.ts';

function settingOf(options: TypedOptions = {}, machine: Partial<Machine> = {}) {
  return checkSetting(options, makeMachine(machine), inMemory({}));
}

it('runs a worker for a second and a half on each usable CPU, and is done within twenty', () => {
  expect(settingOf()).toEqual({
    cpus: [0, 1],
    workers: 2,
    durationMs: 1500,
    quick: false,
    seed: 1,
    budgetMs: 20_000,
  });
});

it('can’t be changed afterwards', () => {
  expect(Object.isFrozen(settingOf())).toBe(true);
});

describe('how long a trial is', () => {
  it.each([
    [{}, 1500],
    [{ quick: true }, 500],
    [{ budget: 60_000 }, 1500],
    [{ budget: 12_000 }, 1500],
    [{ budget: 8_000 }, 1000],
    [{ budget: 8_000, quick: true }, 500],
    [{ budget: 2_400 }, 300],
    [{ budget: 1 }, 300],
  ])('%j: %d ms', (options, durationMs) => {
    expect(settingOf(options).durationMs).toBe(durationMs);
  });

  it('is long enough to say who was at work at the same time, whatever the budget', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), fc.boolean(), (budget, quick) => {
        const { durationMs, budgetMs } = settingOf({ budget, quick });
        expect(budgetMs).toBe(budget);
        expect(durationMs).toBeGreaterThanOrEqual(300);
        expect(durationMs).toBeLessThanOrEqual(1500);
      }),
    );
  });
});

describe('how many workers there are', () => {
  const many = { allowedCpus: Array.from({ length: 1024 }, (_, cpu) => cpu), effectiveCpus: 1024 };

  it('is one on each CPU that is to be used', () => {
    expect(settingOf({ cores: [1] })).toMatchObject({ cpus: [1], workers: 1 });
  });

  it('is no more than start in time on a machine of many', () => {
    expect(settingOf({}, many).workers).toBe(128);
  });

  it('is what was asked for', () => {
    expect(settingOf({ workers: 5 }).workers).toBe(5);
    expect(settingOf({ workers: 200 }, many).workers).toBe(200);
  });
});

it('refuses CPUs that we may not use, as demo does', () => {
  expect(() => settingOf({ cores: [0, 7] })).toThrow(
    expect.objectContaining({ code: 'USAGE', hint: 'Try --cores 0-1.' }),
  );
});

it('says that CPUs can’t be chosen without taskset', () => {
  const tools = { taskset: null, setpriv: null, sh: null };
  expect(() => settingOf({ cores: [0] }, { tools })).toThrow(
    expect.objectContaining({ code: 'CAPABILITY_MISSING' }),
  );
  expect(settingOf({}, { tools }).workers).toBe(2);
});
