import { describe, expect, it } from 'vitest';
import {
  encodeJournal,
  encodeProgress,
  type MapIdentity,
  NOTHING_SETTLED,
} from '../../../src/map/journal/journal.ts';
import { overwrite, resume } from '../../../src/map/journal/resume.ts';
import { CrashingDisk } from '../../fixtures/crashing-disk.ts';
import { FILES, IDENTITY } from '../../fixtures/journaled-run.ts';

const SETTLED = { units: 2, failed: 1, outputBytes: 4 };

function diskWith(journal: string | null, output: string | null): CrashingDisk {
  const disk = new CrashingDisk();
  if (journal !== null) disk.put(FILES.journal, journal);
  if (output !== null) disk.put(FILES.output, output);
  return disk;
}

const half = () => diskWith(encodeJournal(IDENTITY, SETTLED), 'a\nb\ntorn');

describe('what is there already', () => {
  it('is gone on with, and what the journal doesn’t know of is cut off', async () => {
    const disk = half();
    const { settled } = await resume(IDENTITY, FILES, disk, false);
    expect([settled, disk.text(FILES.output)]).toEqual([SETTLED, 'a\nb\n']);
  });

  it('is left as it is where all is done', async () => {
    const journal = encodeJournal(IDENTITY, SETTLED) + encodeProgress(SETTLED, true);
    const disk = diskWith(journal, 'a\nb\nand more');
    expect(await resume(IDENTITY, FILES, disk, false)).toEqual({ isFinished: true, settled: SETTLED });
    expect([disk.text(FILES.journal), disk.text(FILES.output)]).toEqual([journal, 'a\nb\nand more']);
  });

  it('is thrown away where that is asked for, whatever it is of', async () => {
    const disk = half();
    const { settled, isFinished } = await resume({ ...IDENTITY, code: 'other' }, FILES, disk, true);
    expect([settled.units, isFinished, disk.text(FILES.output)]).toEqual([0, false, '']);
  });

  it('is begun where nothing is', async () => {
    const disk = diskWith(null, null);
    const { settled } = await resume(IDENTITY, FILES, disk, false);
    expect([settled.units, disk.text(FILES.output)]).toEqual([0, '']);
  });
});

describe('what has settled nothing', () => {
  it('keeps nobody out, whatever it is of: its words may have been mistyped', async () => {
    const disk = diskWith(encodeJournal(IDENTITY, NOTHING_SETTLED), '');
    const is = { ...IDENTITY, function: 'other', code: 'other' };
    const { settled } = await resume(is, FILES, disk, false);
    expect([settled.units, disk.text(FILES.output)]).toEqual([0, '']);
    expect(disk.text(FILES.journal)).toBe(encodeJournal(is, NOTHING_SETTLED));
  });

  it('is of somebody where its output holds something', async () => {
    const disk = diskWith(encodeJournal(IDENTITY, NOTHING_SETTLED), 'precious');
    await expect(resume({ ...IDENTITY, code: 'other' }, FILES, disk, false)).rejects.toThrow('another run');
    expect(disk.text(FILES.output)).toBe('precious');
  });
});

describe('what belongs to something else is refused', () => {
  const other: readonly [string, Partial<MapIdentity>][] = [
    ['its input file has changed', { input: { ...IDENTITY.input, sha256: 'other' } }],
    ['the code of its function has changed', { code: 'other' }],
    ['it is of fn, not the default export', { function: null, code: 'other' }],
    [
      'its input file has changed; it was written without --values',
      { input: { ...IDENTITY.input, bytes: 1 }, values: true },
    ],
    ['it is of shard 1/1, not shard 2/3', { shard: { part: 2, of: 3 } }],
    ['it was written without --values', { values: true }],
  ];

  it.each(other)('%s', async (why, changed) => {
    const disk = half();
    await expect(resume({ ...IDENTITY, ...changed }, FILES, disk, false)).rejects.toMatchObject({
      code: 'USAGE',
      message: `the journal ${FILES.journal} belongs to another run: ${why}`,
      hint: expect.stringContaining('--restart'),
    });
    expect(disk.text(FILES.output)).toBe('a\nb\ntorn');
  });

  it('an output that nobody has a journal of', async () => {
    for (const journal of [null, '']) {
      const disk = diskWith(journal, 'precious');
      await expect(resume(IDENTITY, FILES, disk, false)).rejects.toThrow('is there already, and no journal');
      await expect(overwrite(FILES.output, disk, false)).rejects.toThrow('is there already');
      expect(disk.text(FILES.output)).toBe('precious');
      await overwrite(FILES.output, disk, true);
      expect(disk.text(FILES.output)).toBe('');
    }
  });

  it('an output that is shorter than it was', async () => {
    const disk = diskWith(encodeJournal(IDENTITY, SETTLED), 'a\n');
    await expect(resume(IDENTITY, FILES, disk, false)).rejects.toThrow(
      /^out.ndjson has \d bytes, and its journal says 4/,
    );
    const gone = diskWith(encodeJournal(IDENTITY, SETTLED), null);
    await expect(resume(IDENTITY, FILES, gone, false)).rejects.toThrow(
      /^out.ndjson has \d bytes, and its journal says 4/,
    );
  });

  it.each(['a file of somebody\n', '{"units":1}\n', encodeProgress(SETTLED, false)])(
    'a file that is no journal, with --restart too: %j',
    async (text) => {
      const disk = diskWith(text, null);
      for (const restart of [false, true]) {
        await expect(resume(IDENTITY, FILES, disk, restart)).rejects.toThrow('is no journal of concur map');
      }
      expect(disk.text(FILES.journal)).toBe(text);
    },
  );
});
