import { describe, expect, it } from 'vitest';
import { compareExit } from '../../../../src/cli/commands/compare/compare.ts';
import { checkTimeout, seriesSetting } from '../../../../src/cli/commands/series/run-series.ts';
import type { Exit } from '../../../../src/model/documents/report.ts';
import { checkEnoughUnits } from '../../../../src/run/series/request/choose-workers.ts';
import { makeMachine } from '../../../fixtures/builders.ts';
import { inMemory } from '../../../fixtures/captured.ts';
import { makeUnitWork } from '../../../fixtures/series.ts';

describe('the setting of a series', () => {
  const settingOf = (options: Parameters<typeof seriesSetting>[0]) =>
    seriesSetting(options, { machine: makeMachine(), sysroot: inMemory({}) });

  it('is what was asked for, and else what suits', () => {
    expect(settingOf({})).toMatchObject({
      seed: 1,
      workers: null,
      budgetMs: 60_000,
      layout: { cpus: [0, 1], warmUpMs: 100 },
    });
    expect(settingOf({ seed: 7, workers: 3, budget: 500, quick: true })).toMatchObject({
      seed: 7,
      workers: 3,
      budgetMs: 500,
      layout: { warmUpMs: 30 },
    });
  });

  it('is frozen', () => {
    expect(Object.isFrozen(settingOf({}))).toBe(true);
  });

  it('refuses CPUs that we may not use', () => {
    expect(() => settingOf({ cores: [0, 7] })).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

describe('units', () => {
  const check = (units: number, workers: number) => () =>
    checkEnoughUnits(makeUnitWork({ about: { ...makeUnitWork().about, units } }), workers);

  it('are enough where each worker has one', () => {
    expect(check(4, 4)).not.toThrow();
    expect(check(1, 1)).not.toThrow();
  });

  it.each([
    [1, 2, '1 unit is too few for 2 workers'],
    [3, 4, '3 units are too few for 4 workers'],
  ])('%d are too few for %d workers', (units, workers, message) => {
    const facts = { kind: 'too-few-units', units, workers };
    expect(check(units, workers)).toThrow(
      expect.objectContaining({ code: 'USAGE', message, hint: null, facts }),
    );
  });
});

describe('a timeout before the first figures', () => {
  const TIMED_OUT = { code: 124, reason: '--timeout: 2.00 s elapsed' };
  const checked = (ended: Exit | null, runs: readonly unknown[], place: string | null) => () =>
    checkTimeout(ended, runs, makeUnitWork({ place }));

  it('names the user’s code, or the work', () => {
    expect(checked(TIMED_OUT, [], '/a/work.ts:3 (f)')).toThrow(
      expect.objectContaining({
        code: 'TIMED_OUT',
        message: '--timeout: 2.00 s elapsed before /a/work.ts:3 (f) returned once',
        hint: expect.stringContaining('--timeout'),
      }),
    );
    expect(checked(TIMED_OUT, [], null)).toThrow('before made-up returned once');
    expect(() => checkTimeout(TIMED_OUT, [], makeUnitWork(), false)).toThrow(
      expect.objectContaining({ hint: 'Check that it ends. Use a longer --timeout.' }),
    );
  });

  it('is told only where there is nothing else to tell', () => {
    expect(checked(TIMED_OUT, [{}], null)).not.toThrow();
    expect(checked(null, [], null)).not.toThrow();
    const stopped = { code: 130, reason: 'stopped by SIGINT' };
    expect(checked(stopped, [], null)).not.toThrow();
  });
});

describe('what regressions mean to a script', () => {
  const regression = { engine: 'threads', ratio: 1.25, ci95: [1.2, 1.3] as const, limit: 0.1 };

  it('is nothing where none was asked for, or all pass', () => {
    const ok = { code: 0, reason: 'compared' };
    expect(compareExit({ regressions: [] }, null)).toEqual(ok);
    expect(compareExit({ regressions: [{ ...regression, outcome: 'pass' }] }, null)).toEqual(ok);
  });

  it('is each engine that became slower, with its figures', () => {
    const { code, reason } = compareExit(
      {
        regressions: [
          { ...regression, outcome: 'fail' },
          { ...regression, engine: 'pool', outcome: 'pass' },
          { ...regression, engine: 'loop', ratio: 2, limit: 0.5, outcome: 'fail' },
        ],
      },
      null,
    );
    expect(code).toBe(1);
    expect(reason).toBe(
      'threads takes 1.25 times as long as the baseline (the limit is 10 % more); loop takes 2.00 times as long as the baseline (the limit is 50 % more)',
    );
  });
});
