import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import type { OptionRow } from '../../../../src/cli/options/rows/row.ts';
import { OPTIONS } from '../../../../src/cli/options/table.ts';
import type { MachineRequirement as Requirement } from '../../../../src/model/requirement.ts';

function parse(name: keyof typeof OPTIONS, text: string, before?: unknown): unknown {
  return (OPTIONS[name] as OptionRow).parse?.(text, before);
}

describe('--require', () => {
  it.each([
    ['cpus>=4', { figure: 'cpus', atLeast: 4 }],
    ['parallelism>=3.5', { figure: 'parallelism', atLeast: 3.5 }],
    [' cpus >= 4 ', { figure: 'cpus', atLeast: 4 }],
    ['cpus>=0.5', { figure: 'cpus', atLeast: 0.5 }],
    ['cpus>=999', { figure: 'cpus', atLeast: 999 }],
  ])('reads %j', (text, requirement) => {
    expect(parse('require', text)).toEqual([requirement]);
  });

  it('collects what is required, in the order in which it was typed', () => {
    const first = parse('require', 'cpus>=4');
    expect(parse('require', 'parallelism>=3.5', first)).toEqual([
      { figure: 'cpus', atLeast: 4 },
      { figure: 'parallelism', atLeast: 3.5 },
    ]);
  });

  it.each([
    ['cpu>=4', 'cpus'],
    ['cores>=4', 'parallelism'],
    ['paralelism>=2', 'parallelism'],
    ['cpus', 'cpus'],
    ['cpus>4', 'cpus'],
    ['cpus=4', 'cpus'],
    ['cpus<=4', 'cpus'],
    ['cpus>=', 'cpus'],
    ['cpus>=four', 'cpus'],
    ['cpus>=-1', 'cpus'],
    ['cpus>=0', 'cpus'],
    ['cpus>=1e3', 'cpus'],
    ['cpus>=0x10', 'cpus'],
    ['cpus>=Infinity', 'cpus'],
    ['cpus>=NaN', 'cpus'],
    ['>=4', 'parallelism'],
    ['', 'parallelism'],
  ])('refuses %j, and says how it is written', (text, figure) => {
    expect(() => parse('require', text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--require ${text} is not FIGURE>=NUMBER with one of the figures cpus or parallelism`,
        hint: expect.stringMatching(
          new RegExp(
            `^Try --require "(${figure}|parallelism)>=2" \\(with quotes: > is special in a shell\\)\\.$`,
          ),
        ),
      }),
    );
  });

  it('refuses a second comparison rather than forgetting it', () => {
    expect(() => parse('require', 'cpus>=2>=4')).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  it('refuses a number that is beyond all numbers', () => {
    expect(() => parse('require', `cpus>=${'9'.repeat(400)}`)).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });

  it('reads back every number that it is given', () => {
    const figure = fc.constantFrom<Requirement['figure']>('cpus', 'parallelism');
    const blanks = fc.stringMatching(/^ {0,3}$/);
    fc.assert(
      fc.property(figure, fc.integer({ min: 1, max: 99_999 }), blanks, (name, hundredths, blank) => {
        const atLeast = hundredths / 100;
        expect(parse('require', `${blank}${name}${blank}>=${blank}${atLeast}${blank}`)).toEqual([
          { figure: name, atLeast },
        ]);
      }),
    );
  });

  it('answers nonsense with a usage error alone', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{0,5}[<>=]{0,3}[0-9.e-]{0,6}$/));
    fc.assert(
      fc.property(text, (typed) => {
        try {
          const [requirement] = parse('require', typed) as Requirement[];
          expect(requirement?.atLeast).toBeGreaterThan(0);
          expect(requirement?.atLeast).toBeLessThan(Number.POSITIVE_INFINITY);
        } catch (error) {
          expect(error).toBeInstanceOf(ConcurError);
          expect(error).toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--require') });
        }
      }),
    );
  });
});

describe('--max-claimed-ratio', () => {
  it.each([
    ['1', 1],
    ['1.25', 1.25],
    [' 2 ', 2],
    ['100', 100],
  ])('reads %j', (text, value) => {
    expect(parse('maxClaimedRatio', text)).toBe(value);
  });

  it.each(['0', '0.99', '-1', 'two', '', '1e3', 'Infinity', '1,25', '125%'])('refuses %j', (text) => {
    expect(() => parse('maxClaimedRatio', text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--max-claimed-ratio ${text} is not a number of 1 or more`,
        hint: 'Try --max-claimed-ratio 1.25.',
      }),
    );
  });
});

describe.each(['only', 'skip'] as const)('--%s', (name) => {
  it.each([
    ['threads', ['threads']],
    ['pinning,threads', ['pinning', 'threads']],
    [' pinning , threads ', ['pinning', 'threads']],
    ['pinning,,threads,', ['pinning', 'threads']],
    ['', []],
  ])('reads %j', (text, names) => {
    expect(parse(name, text)).toEqual(names);
  });

  it('collects what is typed after each other', () => {
    expect(parse(name, 'daemon', parse(name, 'threads,cpus'))).toEqual(['threads', 'cpus', 'daemon']);
  });
});

describe('--inconclusive', () => {
  it.each(['pass', 'fail', '3'])('takes %s', (mode) => {
    expect(parse('inconclusive', mode)).toBe(mode);
  });

  it.each([
    ['passed', 'Did you mean --inconclusive pass?'],
    ['ignore', null],
    ['', null],
  ])('refuses %j', (text, hint) => {
    expect(() => parse('inconclusive', text)).toThrow(
      expect.objectContaining({
        message: `--inconclusive ${text} is unknown; it takes pass, fail or 3`,
        hint,
      }),
    );
  });
});

describe('--budget', () => {
  it.each([
    ['20s', 20_000],
    ['1.5s', 1500],
    ['2m', 120_000],
    ['300ms', 300],
  ])('reads %j', (text, ms) => {
    expect(parse('budget', text)).toBe(ms);
  });

  it.each(['20', '0s', '-1s', '1 s', 'soon', ''])('refuses %j, which has no unit or no sense', (text) => {
    expect(() => parse('budget', text)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: `“${text}” is not a duration` }),
    );
  });
});
