import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBaseline } from '../../../../src/cli/commands/compare/baseline.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';
import { makeCompareReport } from '../../../fixtures/compare-report.ts';

function baselineOf(text: string) {
  const file = join(temporaryFolder(), 'baseline.json');
  writeFileSync(file, text);
  return readBaseline(file);
}

const REPORT = JSON.parse(JSON.stringify(makeCompareReport()));

describe('a baseline', () => {
  it('is the report that was saved', async () => {
    expect(await baselineOf(JSON.stringify(REPORT))).toEqual(REPORT);
  });

  it.each([
    [
      'of another command',
      { schema: 'concur/scale@1' },
      'is not a report of concur compare (its schema: concur/scale@1)',
    ],
    [
      'of a later version',
      { schema: 'concur/compare@2' },
      'was written by a newer concur: it is concur/compare@2',
    ],
    ['without results', { results: undefined }, "must have required property 'results'"],
    ['with results that are no list', { results: {} }, 'results must be array'],
    ['with a result that is nothing', { results: [null] }, 'results[0] must be object'],
    [
      'with a result that was not timed',
      { results: [{ label: 'threads' }] },
      "results[0] must have required property 'engine'",
    ],
    [
      'with times that have no samples',
      { results: [{ workNs: { median: 5 } }] },
      'must have required property',
    ],
    ['without its work', { workload: null }, 'workload must be object'],
    ['with work that says nothing', { workload: {} }, "workload must have required property 'name'"],
    ['without its options', { options: undefined }, "must have required property 'options'"],
    ['without its runs', { runs: undefined }, "must have required property 'runs'"],
    ['with runs that are numbers', { runs: [1] }, 'runs[0] must be object'],
  ])('%s is refused, and says why', async (_what, changes, why) => {
    await expect(baselineOf(JSON.stringify({ ...REPORT, ...changes }))).rejects.toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringMatching(/^--baseline .*baseline\.json /),
        hint: expect.stringMatching(/save a new one|Save one: concur compare|Update concur/),
      }),
    );
    await expect(baselineOf(JSON.stringify({ ...REPORT, ...changes }))).rejects.toThrow(why);
  });

  it('with times below zero is refused', async () => {
    const [first] = REPORT.results;
    const results = [{ ...first, workNs: { ...first.workNs, samples: [-1] } }];
    await expect(baselineOf(JSON.stringify({ ...REPORT, results }))).rejects.toThrow(/samples/);
  });

  it.each(['null', '5', '"text"', '[]', '{}'])('that is %s is none', async (text) => {
    await expect(baselineOf(text)).rejects.toThrow(/is JSON, but not a document of concur/);
  });

  it('that can’t be read says why', async () => {
    await expect(baselineOf('{"schema":')).rejects.toThrow(
      /--baseline .*baseline\.json is not JSON: it ends too early/,
    );
    await expect(readBaseline('/nowhere.json')).rejects.toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: '--baseline /nowhere.json can’t be read: there is no such file',
      }),
    );
  });
});
