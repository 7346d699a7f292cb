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
  it('is the report that was saved', () => {
    expect(baselineOf(JSON.stringify(REPORT))).toEqual(REPORT);
  });

  it.each([
    ['of another command', { schema: 'concur/scale@1' }],
    ['of a later version', { schema: 'concur/compare@2' }],
    ['without results', { results: undefined }],
    ['with results that are no list', { results: {} }],
    ['with a result that is nothing', { results: [null] }],
    ['with a result that was not timed', { results: [{ label: 'threads' }] }],
    ['with times that have no samples', { results: [{ workNs: { median: 5 } }] }],
    ['without its work', { workload: null }],
    ['without its options', { options: undefined }],
    ['without its runs', { runs: undefined }],
  ])('%s is refused, and says what it is', (_what, changes) => {
    const text = JSON.stringify({ ...REPORT, ...changes });
    const schema = (changes as { schema?: string }).schema ?? 'concur/compare@1';
    expect(() => baselineOf(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining(`is not a report of concur compare (its schema: ${schema})`),
        hint: 'Save one: concur compare --export json=baseline.json',
      }),
    );
  });

  it.each(['null', '5', '"text"', '[]', '{}'])('that is %s is none', (text) => {
    expect(() => baselineOf(text)).toThrow(/is not a report of concur compare \(its schema: undefined\)/);
  });

  it('that can’t be read says why', () => {
    expect(() => baselineOf('{"schema":')).toThrow(/--baseline .*baseline\.json can’t be read: .*JSON/);
    expect(() => readBaseline('/nowhere.json')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('/nowhere.json can’t be read: ENOENT'),
      }),
    );
  });
});
