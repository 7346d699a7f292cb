import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import { CHECKS } from '../../../../src/checks/index.ts';
import { checkSetting, chooseChecks, demandsOf } from '../../../../src/cli/commands/check/ask.ts';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';
import type { Machine } from '../../../../src/model/machine/machine.ts';
import { makeMachine } from '../../../fixtures/builders.ts';
import { inMemory } from '../../../fixtures/captured.ts';

const IDS = CHECKS.map(({ id }) => id);
const chosen = (options: TypedOptions) => chooseChecks(options).map(({ id }) => id);

describe('the checks that are run', () => {
  it('are those about the machine where nobody chose, and with --all those about Node, too', () => {
    expect(chosen({})).toEqual(IDS.filter((id) => id !== 'daemon' && id !== 'leaked-workers'));
    expect(chosen({ all: true })).toEqual(IDS);
  });

  it('are all that there are where they are only listed', () => {
    expect(chosen({ list: true })).toEqual(IDS);
    expect(chosen({ list: true, skip: ['daemon'] })).toEqual(IDS.filter((id) => id !== 'daemon'));
  });

  it('are those that were named, in their own order, once each', () => {
    expect(chosen({ only: ['threads', 'cpus', 'threads'] })).toEqual(['cpus', 'threads']);
  });

  it('are all but those that were left out', () => {
    expect(chosen({ all: true, skip: ['daemon', 'claimed'] })).toEqual(
      IDS.filter((id) => id !== 'daemon' && id !== 'claimed'),
    );
  });

  it('are those that were named by a former name', () => {
    expect(chosen({ only: ['cpus', 'left-behind'] })).toEqual(['cpus', 'leaked-workers']);
    expect(chosen({ all: true, skip: ['left-behind'] })).toEqual(IDS.filter((id) => id !== 'leaked-workers'));
  });

  it('are those that were named without those that were left out', () => {
    expect(chosen({ only: ['threads', 'pinning'], skip: ['pinning'] })).toEqual(['threads']);
  });
});

describe('a choice that can’t be', () => {
  it.each([
    [{ only: ['thread'] }, '--only thread: there is no such check', 'Did you mean --only threads?'],
    [{ skip: ['deamon'] }, '--skip deamon: there is no such check', 'Did you mean --skip daemon?'],
    [{ only: ['cpus', 'CPUs', 'cpu'] }, '--only CPUs: there is no such check', 'Did you mean --only cpus?'],
  ])('names what it doesn’t know, and suggests: %j', (options, message, hint) => {
    expect(() => chooseChecks(options)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint }));
  });

  it('lists them where nothing is like it', () => {
    expect(() => chooseChecks({ only: ['xyzxyzxyz'] })).toThrow(
      expect.objectContaining({
        hint: `There are ${IDS.slice(0, -1).join(', ')} and ${IDS.at(-1)}.`,
      }),
    );
  });

  it('is none at all', () => {
    expect(() => chooseChecks({ only: [] })).toThrow('no check is left to run');
    expect(() => chooseChecks({ skip: IDS })).toThrow('no check is left to run');
    expect(() => chooseChecks({ only: ['cpus'], skip: ['cpus'] })).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });

  it('leaves out what is required', () => {
    const require: TypedOptions['require'] = [{ figure: 'parallelism', atLeast: 3.5 }];
    for (const options of [{ only: ['cpus'] }, { skip: ['parallelism'] }]) {
      expect(() => chooseChecks({ ...options, require })).toThrow(
        expect.objectContaining({
          code: 'USAGE',
          message: '--require parallelism>=3.5 needs the check “parallelism”, which does not run',
        }),
      );
    }
  });
});

it('answers any names with checks or with a usage error', () => {
  const names = fc.array(fc.oneof(fc.constantFrom(...IDS), fc.string()), { maxLength: 5 });
  fc.assert(
    fc.property(fc.option(names, { nil: undefined }), names, (only, skip) => {
      try {
        const found = chosen({ ...(only === undefined ? {} : { only }), skip });
        expect(found.length).toBeGreaterThan(0);
        for (const id of found)
          expect([only?.includes(id) ?? true, skip.includes(id)]).toEqual([true, false]);
      } catch (error) {
        expect(error).toBeInstanceOf(ConcurError);
        expect(error).toMatchObject({ code: 'USAGE' });
      }
    }),
  );
});

describe('what the machine has to offer', () => {
  it('is nothing but a modest claim where nobody said', () => {
    expect(demandsOf({})).toEqual({ cpus: null, parallelism: null, maxClaimedRatio: 1.25 });
  });

  it('is the highest of several demands of a figure, whatever their order', () => {
    const require: TypedOptions['require'] = [
      { figure: 'cpus', atLeast: 4 },
      { figure: 'parallelism', atLeast: 1.5 },
      { figure: 'cpus', atLeast: 2 },
      { figure: 'parallelism', atLeast: 3.5 },
    ];
    expect(demandsOf({ require, maxClaimedRatio: 2 })).toEqual({
      cpus: 4,
      parallelism: 3.5,
      maxClaimedRatio: 2,
    });
    expect(demandsOf({ require: require.toReversed() })).toMatchObject({ cpus: 4, parallelism: 3.5 });
  });
});

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
