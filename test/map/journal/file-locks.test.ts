import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileLocks } from '../../../src/map/journal/file-locks.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-locks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const filesOf = (output: string, journal: string) => ({
  output: join(folder, output),
  journal: join(folder, journal),
});

describe('the locks of a run', () => {
  it.each([
    ['of the same files', 'out', 'out.journal', 'out'],
    ['of the same output with another journal', 'out', 'kept', 'out'],
    ['of the same journal with another output', 'other', 'out.journal', 'out.journal'],
  ])('keep out one %s, and say what both would write to', async (_what, output, journal, both) => {
    const first = await FileLocks.take(filesOf('out', 'out.journal'));
    await expect(FileLocks.take(filesOf(output, journal))).rejects.toThrow(
      `another run is writing to ${join(folder, both)} (`,
    );
    await first.check();
    await first.release();
    expect(readdirSync(folder)).toEqual([]);
    const next = await FileLocks.take(filesOf(output, journal));
    await next.release();
  });

  it('let in one of other files', async () => {
    const first = await FileLocks.take(filesOf('out', 'kept'));
    const second = await FileLocks.take(filesOf('other', 'other.journal'));
    await first.release();
    await second.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});
