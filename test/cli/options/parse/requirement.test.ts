import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBound } from '../../../../src/cli/options/parse/requirement.ts';
import { isShare, PROGRAM_FIGURES } from '../../../../src/model/requirement.ts';

const parse = (text: string) => parseBound(text, PROGRAM_FIGURES);

describe('what is required of a program', () => {
  it.each([
    ['parallelism>=2', { figure: 'parallelism', atLeast: 2 }],
    ['parallelism <= 1.5', { figure: 'parallelism', atMost: 1.5 }],
    ['busy>=0.5', { figure: 'busy', atLeast: 0.5 }],
    ['queued<=0', { figure: 'queued', atMost: 0 }],
    ['threads>=4', { figure: 'threads', atLeast: 4 }],
    ['ceiling>=3', { figure: 'ceiling', atLeast: 3 }],
    ['blocked<=50%', { figure: 'blocked', atMost: 0.5 }],
    ['blocked.lock<=10%', { figure: 'blocked.lock', atMost: 0.1 }],
    ['blocked.lock<=0.1', { figure: 'blocked.lock', atMost: 0.1 }],
    ['blocked.eventLoop >= 12.5 %', { figure: 'blocked.eventLoop', atLeast: 0.125 }],
    ['blocked.disk<=0%', { figure: 'blocked.disk', atMost: 0 }],
    ['blocked<=100%', { figure: 'blocked', atMost: 1 }],
  ])('is read: %j', (text, requirement) => {
    expect(parse(text)).toEqual(requirement);
  });

  it.each([
    ['paralelism>=2', 'Try --require "parallelism>=2"'],
    ['cpus>=2', 'Try --require "parallelism>=2"'],
    ['parallelism>2', 'Try --require "parallelism>=2"'],
    ['parallelism=2', 'Try --require "parallelism>=2"'],
    ['parallelism=>2', 'Try --require "parallelism>=2"'],
    ['parallelism', 'Try --require "parallelism>=2"'],
    ['parallelism>=0', 'Try --require "parallelism>=2"'],
    ['parallelism>=', 'Try --require "parallelism>=2"'],
    ['parallelism>=2>=4', 'Try --require "parallelism>=2"'],
    ['', 'Try --require "parallelism>=2"'],
    ['blocked.locks<=10%', 'Try --require "blocked.lock<=10%"'],
    ['blocked.event-loop<=10%', 'Try --require "blocked.eventLoop<=10%"'],
    ['lock<=10%', 'Try --require "blocked.lock<=10%"'],
  ])('is refused with the figures that there are, and an example: %j', (text, hint) => {
    const figures = `${PROGRAM_FIGURES.slice(0, -1).join(', ')} or ${PROGRAM_FIGURES.at(-1)}`;
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--require ${text} is not FIGURE>=NUMBER or FIGURE<=NUMBER with one of the figures ${figures}`,
        hint: `${hint} (with quotes: < and > are special in a shell).`,
      }),
    );
  });

  it.each([
    ['blocked<=10', 'blocked is a share of the time, from 0% to 100%', 'blocked<=10%'],
    ['blocked.lock<=110%', 'blocked.lock is a share of the time, from 0% to 100%', 'blocked.lock<=10%'],
    ['blocked.lock>=0%', 'blocked.lock is a share of the time, from 0% to 100%', 'blocked.lock>=10%'],
    ['parallelism>=200%', 'parallelism is a number, not a share', 'parallelism>=2'],
  ])('has a unit of its own: %j', (text, message, example) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        message: `--require ${text}: ${message}`,
        hint: expect.stringContaining(`Try --require "${example}"`),
      }),
    );
  });

  it('is every figure, with either bound', () => {
    const figure = fc.constantFrom(...PROGRAM_FIGURES);
    fc.assert(
      fc.property(figure, fc.constantFrom('>=', '<='), fc.integer({ min: 1, max: 100 }), (name, sign, n) => {
        const limit = isShare(name) ? n / 100 : n;
        const bound = sign === '>=' ? { atLeast: limit } : { atMost: limit };
        expect(parse(`${name}${sign}${n}${isShare(name) ? '%' : ''}`)).toEqual({ figure: name, ...bound });
      }),
    );
  });
});
