import { describe, expect, it } from 'vitest';
import type { MapFindings } from '../../../src/model/documents/map.ts';
import { mapInWords } from '../../../src/report/words/mapped.ts';

const FOUND: MapFindings = {
  function: './work.ts#fn',
  input: 'rows.ndjson',
  output: 'out.ndjson',
  journal: 'out.ndjson.journal',
  shard: { part: 1, of: 1 },
  units: 10,
  settled: 10,
  failed: 0,
  before: 0,
  isFinished: true,
  stoppedBy: null,
  wallNs: 1.5e9,
  report: null,
};
const words = (found: Partial<MapFindings>, ended: string | null = null) =>
  mapInWords({ ...FOUND, ...found }, ended);

describe('what a map has come to', () => {
  it.each([
    [{}, null, '10 units done in 1.50 s, 0 failed: out.ndjson'],
    [{ output: '-', journal: null }, null, '10 units done in 1.50 s, 0 failed'],
    [
      { before: 4, failed: 2 },
      null,
      '10 units done in 1.50 s, 4 of them by earlier runs, 2 failed: out.ndjson',
    ],
    [{ before: 10 }, null, 'all 10 units had been done already, 0 failed: out.ndjson'],
    [{ units: 0, settled: 0 }, null, '0 units done in 1.50 s, 0 failed: out.ndjson'],
    [
      { settled: 7, isFinished: false },
      'stopped by SIGINT',
      '7 of 10 units done in 1.50 s, 0 failed: out.ndjson (stopped by SIGINT)',
    ],
    [
      { settled: 7, isFinished: false, stoppedBy: { index: 7, message: '' } },
      null,
      '7 of 10 units done in 1.50 s: out.ndjson (ended by unit 7, which failed)',
    ],
    [
      { settled: 7, before: 4, failed: 2, isFinished: false, stoppedBy: { index: 7, message: '' } },
      null,
      '7 of 10 units done in 1.50 s, 4 of them by earlier runs, 2 failed: out.ndjson (ended by unit 7, which failed)',
    ],
    [
      { settled: 1, units: null, isFinished: false, output: '-', journal: null },
      'stopped by SIGTERM',
      '1 unit done in 1.50 s, 0 failed (stopped by SIGTERM)',
    ],
  ])('%j is a line', (found, ended, line) => {
    expect(words(found, ended).line).toBe(line);
  });

  it('says what to type next, where something is left to do', () => {
    const part = { settled: 7, isFinished: false };
    expect(words({}).next).toBeNull();
    expect(words(part, 'stopped').next).toBe('The same words, without --restart, go on from there.');
    expect(words({ ...part, stoppedBy: { index: 7, message: '' } }).next).toContain('--on-error collect');
    const none = { settled: 0, isFinished: false, stoppedBy: { index: 0, message: '' } };
    expect(words({ ...part, stoppedBy: none.stoppedBy }).next).toMatch(/anew: --restart\.$/);
    expect(words(none).next).toMatch(/the rest is done\.$/);
    expect(words({ ...part, journal: null, input: '-' }, 'stopped').next).toContain('stdin is a pipe');
    expect(words({ ...part, journal: null, output: '-' }, 'stopped').next).toMatch(/^With --output FILE/);
  });
});
