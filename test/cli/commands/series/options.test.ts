import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { compareExit } from '../../../../src/cli/commands/compare/compare.ts';
import { defaultCounts } from '../../../../src/cli/commands/scale/default-counts.ts';
import { chooseWork } from '../../../../src/cli/commands/series/choose-work.ts';
import { readAsked } from '../../../../src/cli/commands/series/named-subjects.ts';
import { readInputs } from '../../../../src/cli/commands/series/read-inputs.ts';
import { seriesSetting } from '../../../../src/cli/commands/series/run-series.ts';
import { readSource } from '../../../../src/cli/options/own-function.ts';
import { parseCounts } from '../../../../src/cli/options/parse/numbers.ts';
import { comparedEngines } from '../../../../src/model/engines/engine-names.ts';
import { noticeInWords } from '../../../../src/report/words/notices.ts';
import { chooseRunners } from '../../../../src/run/series/request/choose-runners.ts';
import { makeMachine } from '../../../fixtures/builders.ts';
import { inMemory, temporaryFolder } from '../../../fixtures/captured.ts';
import { makeInterpreter, makeUnitWork } from '../../../fixtures/series.ts';

const ROWS = join(packageRoot(), 'test', 'fixtures', 'functions', 'rows.ts');

describe('numbers of workers', () => {
  it.each([
    ['8', [8]],
    ['1..4', [1, 2, 3, 4]],
    ['4,1,2,4', [1, 2, 4]],
    ['1..3,8, 16', [1, 2, 3, 8, 16]],
    ['5..5', [5]],
  ])('%s', (text, counts) => {
    expect(parseCounts('-w', text)).toEqual(counts);
  });

  it.each(['', '0', '1..', '..4', '4..2', '1.5', '-3', '1,,2', '5000', 'x', '1..5000'])('not %j', (text) => {
    expect(() => parseCounts('-w', text)).toThrow(/-w .*is not a list of numbers from 1 to 4096/);
  });

  it('are all of them where CPUs are few, else each doubling, the CPUs’ own number and twice that', () => {
    expect(defaultCounts(2, 1000)).toEqual([1, 2, 3, 4]);
    expect(defaultCounts(12, 1000)).toEqual([1, 2, 4, 8, 12, 16, 24]);
    expect(defaultCounts(1024, 100_000).at(-1)).toBe(2048);
    expect(defaultCounts(1024, 100_000)).toHaveLength(12);
    expect(defaultCounts(2, 3)).toEqual([1, 2, 3]);
  });
});

describe('inputs', () => {
  const inputsOf = async (text: string) => {
    const file = join(temporaryFolder(), 'inputs');
    writeFileSync(file, text);
    return (await readInputs(file)).map((input) => JSON.parse(input));
  };

  it('are a JSON value a line, or the values of one array', async () => {
    expect(await inputsOf('{"a":1}\n\n"two"\r\n3')).toEqual([{ a: 1 }, 'two', 3]);
    expect(await inputsOf('\ufeff{"a":1}\n')).toEqual([{ a: 1 }]);
    expect(await inputsOf('[1,\n 2,\n 3]\n')).toEqual([1, 2, 3]);
    expect(await inputsOf('[1]\n[2]\n')).toEqual([[1], [2]]);
  });

  it('give back whatever JSON was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }), async (values) => {
        const lines = values.map((value) => JSON.stringify(value));
        // One line that is an array is the array of the inputs.
        fc.pre(values.length > 1 || !Array.isArray(values[0]));
        expect(await inputsOf(lines.join('\n'))).toEqual(lines.map((line) => JSON.parse(line)));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['', /is empty/],
    ['[]', /is empty/],
    ['1\n{"a":\n', /line 2 is not JSON/],
  ])('%j is an error that says where', async (text, message) => {
    await expect(inputsOf(text)).rejects.toThrow(message);
  });
});

describe('what is compared', () => {
  it('is told apart: engines by their names, a function by its file', () => {
    expect(readAsked({ words: ['processes', `${ROWS}#hashRow`, 'threads', 'threads'], options: {} })).toEqual(
      {
        engines: ['processes', 'threads', 'threads'],
        sources: [{ file: ROWS, name: 'hashRow' }],
        areHosts: false,
      },
    );
    expect(readAsked({ words: [`${ROWS}#one`, 'threads', 'hosts'], options: {} })).toMatchObject({
      engines: ['threads'],
      areHosts: true,
    });
    expect(readAsked({ words: [`${ROWS}#one`, ROWS], options: {} }).sources).toMatchObject([
      { name: 'one' },
      { name: null },
    ]);
    expect(readSource(ROWS)).toEqual({ file: ROWS, name: null });
    expect(readSource(`${ROWS}#`)).toEqual({ file: ROWS, name: null });
  });

  it('is the same where engines are named by --engine', () => {
    const [first, ...words] = ['threads', 'processes', 'hosts'] as const;
    const typed = { words: [first, ROWS], options: { engines: words } };
    expect(readAsked(typed)).toEqual(readAsked({ words: [first, ROWS, ...words], options: {} }));
    expect(readAsked({ words: [], options: { engines: ['threads', 'pool'] } }).engines).toEqual([
      'threads',
      'pool',
    ]);
  });

  it('may be hosts: they are among the engines that a misspelt word might mean', () => {
    expect(() => readAsked({ words: ['hots'], options: {} })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/ or hosts\) nor a module$/),
        hint: 'Did you mean hosts?',
      }),
    );
  });

  it('is compute by default, and built-in work by its name', async () => {
    expect((await chooseWork(null, {})).about).toMatchObject({
      name: 'compute',
      source: 'built-in',
      parameters: { steps: 100_000 },
    });
    const { about, expected, place } = await chooseWork(null, { workload: 'primes:width=10', units: 3 });
    expect(about).toMatchObject({ name: 'primes', units: 3, parameters: { width: 10 } });
    // Primes below 10, from 10 to 19, and from 20 to 29.
    expect([0, 1, 2].map((index) => expected?.(index))).toEqual([4, 4, 2]);
    expect(place).toBeNull();
  });

  it('is a function with a line to find it by, called a thousand times by default', async () => {
    const { about, place, inputs, unitMs } = await chooseWork(
      { file: ROWS, name: 'hashRow' },
      { timeout: 60_000 },
    );
    expect(about).toMatchObject({ units: 1000, name: 'hashRow' });
    expect(place).toMatch(/rows\.ts:\d+ \(hashRow\)$/);
    expect(inputs).toBeNull();
    // Five silent units are all of the timeout.
    expect(unitMs).toBe(12_000);
  });

  it('runs on the engines that can do it', () => {
    const work = makeUnitWork({
      impossible: (engine) => (engine === 'processes' ? 'no memory in common' : null),
    });
    const { runners, warnings } = chooseRunners([], work);
    expect(runners.map(({ engine }) => engine)).toEqual(['loop', 'threads', 'pool']);
    expect(warnings.map(noticeInWords)).toMatchObject([
      { message: 'processes is left out: no memory in common' },
    ]);
    const only = { runners: [{ engine: 'pool', python: null }], warnings: [] };
    expect(chooseRunners(['pool'], work)).toEqual(only);
    expect(() => chooseRunners(['pool', 'processes'], work)).toThrow(
      /processes can’t do this: no memory in common/,
    );
  });
});

describe('the engines of a function in Python', () => {
  const python = makeInterpreter();
  const work = makeUnitWork({
    runtime: 'python',
    engines: comparedEngines('python').filter((engine) => engine !== 'asyncio'),
    interpreters: [python],
    impossible: (engine) =>
      engine === 'interpreters' ? 'too old' : engine === 'asyncio' ? 'no async' : null,
  });

  it('are those of its language, by the names that they have there', () => {
    const { runners, warnings } = chooseRunners([], work);
    expect(runners).toEqual(
      (['python-loop', 'python-threads', 'multiprocessing'] as const).map((engine) => ({ engine, python })),
    );
    expect(warnings.map(noticeInWords)).toMatchObject([{ message: 'interpreters is left out: too old' }]);
    const named = chooseRunners(['threads', 'processes'], work).runners.map(({ engine }) => engine);
    expect(named).toEqual(['python-threads', 'multiprocessing']);
  });

  it.each([
    [['pool'], 'pool runs JavaScript, but this work is Python'],
    [['asyncio'], 'asyncio can’t do this: no async'],
  ] as const)('can’t be %j', (names, message) => {
    expect(() => chooseRunners(names, work)).toThrow(message);
  });
});

describe('how a series runs', () => {
  const setting = (options: Parameters<typeof seriesSetting>[0]) =>
    seriesSetting(options, { machine: makeMachine(), sysroot: inMemory({}) });

  it('pins nothing, unless that or certain CPUs are asked for', () => {
    expect(setting({}).layout.pin).toBe('none');
    expect(setting({ cores: [1] }).layout).toMatchObject({ pin: 'spread', cpus: [1] });
    expect(setting({ cores: [1], pin: 'none' }).layout.pin).toBe('none');
  });

  it('has ten runs or three seconds within a minute; quick ones fewer; those that are asked for exactly', () => {
    expect(setting({}).rules(5)).toEqual({
      enoughRuns: 10,
      enoughNs: 3e9,
      fewestRuns: 5,
      deadlineNs: 60e9 + 5,
    });
    expect(setting({ quick: true, budget: 2000 }).rules(0)).toMatchObject({ enoughRuns: 5, deadlineNs: 2e9 });
    expect(setting({ runs: 3 }).rules(0)).toMatchObject({ enoughRuns: 3, enoughNs: Infinity, fewestRuns: 3 });
  });
});

describe('the end of a comparison', () => {
  const regression = { engine: 'threads', ratio: 1.25, ci95: [1.2, 1.3] as const, limit: 0.1 };

  it('is a failure where something became slower, and only there', () => {
    expect(compareExit({ regressions: null }, null).code).toBe(0);
    expect(compareExit({ regressions: [{ ...regression, outcome: 'inconclusive' }] }, null).code).toBe(0);
    const failed = compareExit({ regressions: [{ ...regression, outcome: 'fail' }] }, null);
    expect(failed).toEqual({
      code: 1,
      reason: 'threads takes 1.25 times as long as the baseline (the limit is 10 % more)',
    });
    const beside = { ...regression, engine: 'working tree', against: 'a1b2c3d', outcome: 'fail' } as const;
    expect(compareExit({ regressions: [beside] }, null).reason).toBe(
      'working tree takes 1.25 times as long as a1b2c3d (the limit is 10 % more)',
    );
  });

  it('is the interruption’s where there was one', () => {
    const ended = { code: 130, reason: 'stopped' };
    expect(compareExit({ regressions: [{ ...regression, outcome: 'fail' }] }, ended)).toBe(ended);
  });
});
