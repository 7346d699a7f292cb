import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../../scripts/watched-programs/expectation.ts';
import { missingFor, prepare } from '../../scripts/watched-programs/prepare.ts';
import { ROWS } from '../../scripts/watched-programs/rows.ts';
import { watchInto } from '../../scripts/watched-programs/watch.ts';

// The programs of docs/watched-programs.md that need little, once each; scripts/watched-programs.ts runs all of them.

const LITTLE = ['gcc', 'node', 'python3', 'ruby', 'sh', 'yes', 'gzip', 'wc', 'flock', 'make'];
const SECONDS = 3;

const folder = mkdtempSync(join(tmpdir(), 'concur-programs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = ROWS.filter(({ needs }) => needs.every((name) => LITTLE.includes(name)));

describe('a program that is watched for what holds it up', () => {
  it.for(rows)('$program', async (row, context) => {
    const missing = missingFor(row);
    if (missing !== null) {
      process.stderr.write(`skipped: ${row.program} (${missing})\n`);
      return context.skip(missing);
    }
    const seconds = row.ends ? null : SECONDS;
    const report = await watchInto(join(folder, 'document.json'), prepare(row, folder), folder, seconds);
    expect(faultsOf(row, 'free', report), report.because).toEqual([]);
  });
});
