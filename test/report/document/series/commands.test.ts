import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../../../src/report/formats.ts';
import { faultsOf } from '../../../../src/report/saved/validate.ts';
import { makeCommandComparison, makeCommandRun, makeCommandScale } from '../../../fixtures/command-run.ts';
import { rendered, textWriterOf } from '../../../fixtures/rendered.ts';
import { makePoint } from '../../../fixtures/scale-report.ts';
import { PLAIN, unbroken } from '../../../fixtures/text.ts';

const STYLE = { palette: PLAIN, width: 160 };
const scaled = textWriterOf('scale')(makeCommandScale(), STYLE);
const compared = textWriterOf('compare')(makeCommandComparison(), STYLE);

describe('the report of a command with more and more workers', () => {
  it('says what was run, and how', () => {
    expect(scaled).toContain('make -j{w} with more and more workers\n');
    expect(scaled).toContain('make -j{w} with 1, 2, 3 and 4 workers, 6 rounds, seed 1.');
    expect(scaled).toContain('Before each, not timed: make clean');
    expect(scaled).not.toMatch(/units|A unit|undefined|NaN|null/);
  });

  it('says at each number what held it up', () => {
    expect(scaled).toContain('What held them up');
    expect(scaled).toMatch(/4 +MIXED +19 %: ld +5\.26× +parallel 80 %, serial 20 %/);
    expect(unbroken(scaled)).toContain(unbroken('Blocked: child process 90 %, read 10 %'));
  });

  it('says so where that isn’t known', () => {
    const program = makeCommandRun({ ceiling: null, alone: null, phases: [], kind: null });
    const text = textWriterOf('scale')(makeCommandScale({ points: [makePoint(1, { program })] }), STYLE);
    expect(text).toMatch(/1 +unknown +\? +\? +- /);
  });
});

describe('the report of commands that were compared', () => {
  it('has their times, and nothing that only workers have', () => {
    expect(compared).toContain('rg TODO is faster: 1.93× as fast as grep -r TODO . here');
    expect(compared).toContain('2 commands, 6 rounds, seed 1.');
    for (const word of ['start-up', 'first result', 'Pss', 'round trip', 'transfer', 'engine'])
      expect(compared).not.toContain(word);
    expect(compared).toContain('Speed-up: time of grep -r TODO . ÷ time of each');
    expect(compared).not.toMatch(/undefined|NaN|null/);
  });
});

it.each([
  ['scale', makeCommandScale()],
  ['compare', makeCommandComparison()],
] as const)('%s of commands matches its schema, and has no hole in any format', (kind, report) => {
  expect(faultsOf(kind, report as never)).toEqual([]);
  for (const format of formatsOf(kind))
    expect(rendered(kind, format, report as never)).not.toMatch(/undefined|NaN/);
});
