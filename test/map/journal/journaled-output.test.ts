import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ConcurError } from '../../../src/base/errors/errors.ts';
import { decodeJournal } from '../../../src/map/journal/journal.ts';
import { JournaledOutput } from '../../../src/map/journal/journaled-output.ts';
import { resume } from '../../../src/map/journal/resume.ts';
import { Crash, CrashingDisk } from '../../fixtures/crashing-disk.ts';
import { FILES, IDENTITY, isFailed, runOn, type Script } from '../../fixtures/journaled-run.ts';

const script: fc.Arbitrary<Script> = fc
  .array(fc.constantFrom('a\n', 'bb\n', '{"index":3,"error":{}}\n', 'é…\n'), { maxLength: 12 })
  .chain((lines) =>
    fc.record({
      lines: fc.constant(lines),
      commits: fc.uniqueArray(fc.nat({ max: 12 })).map((units) => new Set(units)),
    }),
  );

const crash = fc.record({
  steps: fc.nat({ max: 40 }),
  torn: fc.double({ min: 0, max: 1, noNaN: true }),
  isPower: fc.boolean(),
});

/** What the files say when all is over. */
function expectWhole(disk: CrashingDisk, { lines }: Script): void {
  expect(disk.text(FILES.output)).toBe(lines.join(''));
  expect(decodeJournal(disk.text(FILES.journal) ?? '', FILES.journal)).toMatchObject({
    isFinished: true,
    settled: { units: lines.length, failed: lines.filter(isFailed).length },
  });
}

describe('output and journal', () => {
  it('are the same whatever crashes came between, and however much of the last step was done', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.array(crash, { maxLength: 6 }), async (asked, crashes) => {
        const disk = new CrashingDisk();
        for (const { steps, torn, isPower } of crashes) {
          disk.crashAfter(steps, torn);
          await runOn(disk, asked).catch((error) => expect(cause(error)).toBeInstanceOf(Crash));
          disk.comeBack(isPower);
        }
        await runOn(disk, asked);
        expectWhole(disk, asked);
      }),
      { numRuns: 400 },
    );
  });

  it('are the same after a disk that was full, wherever it was', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.array(fc.nat({ max: 300 }), { maxLength: 4 }), async (asked, rooms) => {
        const disk = new CrashingDisk();
        for (const room of rooms) {
          disk.room = room;
          await runOn(disk, asked).catch((error) => expect(error).toMatchObject({ code: 'OUTPUT_LOST' }));
          expect(disk.text(FILES.output)).toMatch(/^(?:.*\n)*$/);
        }
        disk.room = Number.POSITIVE_INFINITY;
        await runOn(disk, asked);
        expectWhole(disk, asked);
      }),
    );
  });

  it('begin no unit again that was put on the disk', async () => {
    const disk = new CrashingDisk();
    const asked = { lines: ['a\n', 'b\n', 'c\n', 'd\n'], commits: new Set([1]) };
    // 2 for the journal, 2 for each file, 4 for the lines of the first two units.
    disk.crashAfter(10, 0);
    await expect(runOn(disk, asked)).rejects.toThrow();
    disk.comeBack(true);
    expect(await runOn(disk, asked)).toEqual([2, 3]);
    expect(await runOn(disk, asked)).toBeNull();
  });
});

describe('lines', () => {
  const opened = async (disk: CrashingDisk) => {
    const found = await resume(IDENTITY, FILES, disk, false);
    if (found.isFinished) throw new Error('finished');
    const writer = { name: 'out', onLost: () => {}, checkLock: async () => {} };
    return new JournaledOutput(found.output, found.journal, found.settled, writer);
  };

  it('are put on the disk after a moment, though no other comes', async () => {
    const disk = new CrashingDisk();
    const sink = await opened(disk);
    sink.take('a\n', false);
    await vi.waitFor(() => expect(sink.settled.units).toBe(1), 5_000);
    disk.comeBack(true);
    expect(disk.text(FILES.output)).toBe('a\n');
    await sink.end(false);
  });

  it('are put there many at a time, and waited for where they come faster', async () => {
    const disk = new CrashingDisk();
    const sink = await opened(disk);
    const line = `${'x'.repeat(99)}\n`;
    let waits = 0;
    for (let unit = 0; unit < 100_000; unit++) {
      const room = sink.take(line, false);
      if (room === null) continue;
      waits++;
      await room;
      expect(sink.settled.units).toBe(unit + 1);
    }
    await sink.end(true);
    expect(waits).toBe(2);
    expect(disk.text(FILES.output)?.length).toBe(10_000_000);
    expect(disk.text(FILES.journal)?.split('\n').length).toBeLessThan(20);
  });
});

it('says why, and that the same words go on', async () => {
  const disk = new CrashingDisk();
  disk.room = 5;
  const lost = await runOn(disk, { lines: ['too long\n'], commits: new Set() }).catch((error) => error);
  expect(lost).toBeInstanceOf(ConcurError);
  expect(lost.message).toBe('out.ndjson could not be written: no space is left');
  expect(lost.hint).toContain('go on where it stopped');
});

function cause(error: unknown): unknown {
  return error instanceof ConcurError ? error.cause : error;
}
