import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { InputFile } from '../../../src/map/lines/input-file.ts';
import { type FileMap, type MappedFile, mapOnce, mapResumably } from '../../../src/map/lines/map-files.ts';
import { CrashingDisk } from '../../fixtures/crashing-disk.ts';
import { type FakeUnit, fakeStream } from '../../fixtures/fake-stream.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const input = join(folder, 'rows');
const files = { output: join(folder, 'out'), journal: join(folder, 'out.journal') };
let disk: CrashingDisk;
beforeEach(() => {
  disk = new CrashingDisk();
});

const write = (...rows: readonly unknown[]) => writeFileSync(input, rows.map((row) => `${row}\n`).join(''));
const rowsIn = (text: string | null) =>
  (text ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const double: FakeUnit = (row) => 2 * (row as number);

interface Words {
  readonly unit?: FakeUnit;
  readonly shard?: FileMap['shard'];
  readonly onError?: 'raise' | 'collect';
  readonly values?: boolean;
  readonly code?: string;
  readonly restart?: boolean;
  readonly signal?: AbortSignal;
}

const toolsFor = ({ unit = double, code = 'code' }: Words) => ({
  stream: fakeStream(unit),
  disk,
  digestCode: async () => code,
});

function asked(words: Words): FileMap {
  const { signal = new AbortController().signal, onError = 'raise', values = false } = words;
  const shard = words.shard ?? { part: 1, of: 1 };
  const source = { file: '/work.ts', name: 'fn' };
  return { source, values, shard, call: { onError, onProgress: null, signal } };
}

async function run(words: Words = {}): Promise<MappedFile> {
  const file = await InputFile.open(input);
  if (file === null) throw new Error('a pipe');
  try {
    return await mapResumably(asked(words), file, files, words.restart === true, toolsFor(words));
  } finally {
    await file.close();
  }
}

describe('a map from a file to a file', () => {
  it('has a line for each unit, in order', async () => {
    write(1, 2, 3);
    expect(await run()).toMatchObject({ units: 3, settled: { units: 3, failed: 0 }, isFinished: true });
    expect(rowsIn(disk.text(files.output))).toEqual([
      { index: 0, value: 2 },
      { index: 1, value: 4 },
      { index: 2, value: 6 },
    ]);
  });

  it('of nothing is nothing', async () => {
    write();
    expect(await run()).toMatchObject({ units: 0, isFinished: true });
    expect(disk.text(files.output)).toBe('');
  });

  it('has done all when it is done', async () => {
    write(1, 2);
    await run();
    const never: FakeUnit = () => expect.unreachable();
    const { before, settled, isFinished } = await run({ unit: never });
    expect([before, isFinished]).toEqual([settled, true]);
  });

  it('is whole of all its shards, by their indices', async () => {
    const sizes = [fc.nat({ max: 12 }), fc.integer({ min: 1, max: 5 })] as const;
    await fc.assert(
      fc.asyncProperty(...sizes, async (units, of) => {
        write(...Array.from({ length: units }, (_, index) => index * 10));
        const rows: { index: number; value: number }[] = [];
        let counted = 0;
        for (let part = 1; part <= of; part++) {
          disk = new CrashingDisk();
          counted += (await run({ shard: { part, of } })).units ?? 0;
          rows.push(...rowsIn(disk.text(files.output)));
        }
        disk = new CrashingDisk();
        await run();
        expect(rows.sort((a, b) => a.index - b.index)).toEqual(rowsIn(disk.text(files.output)));
        expect(counted).toBe(units);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same after any interruptions, and no unit is done that was settled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 9 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (stops, of) => {
          write(...Array(9).keys());
          disk = new CrashingDisk();
          const shard = { part: of, of };
          const done: number[] = [];
          for (const stop of [...stops, null]) {
            const controller = new AbortController();
            const unit: FakeUnit = (row, index) => {
              if (index === stop) controller.abort('stopped');
              else done.push(index);
              return row;
            };
            await run({ unit, shard, signal: controller.signal, values: true });
          }
          expect(rowsIn(disk.text(files.output))).toEqual(
            [...Array(9).keys()].filter((k) => k % of === of - 1),
          );
          expect(new Set(done).size).toBe(done.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('says what was settled before, where it is ended before it begins', async () => {
  write(1, 2, 3);
  await run({
    unit: (row, index) => {
      if (index === 1) throw new Error();
      return row;
    },
  });
  const found = await run({ signal: AbortSignal.abort('stopped') });
  expect(found).toMatchObject({
    before: { units: 1 },
    settled: { units: 1 },
    units: null,
    isFinished: false,
  });
  expect((await run()).settled.units).toBe(3);
});

describe('a unit that fails', () => {
  const odd: FakeUnit = (row, index) => {
    if (index % 2 === 1) throw new RangeError(`no ${row}`);
    return row;
  };

  it('ends the run, and is the first of the next', async () => {
    write(1, 2, 3);
    const first = await run({ unit: odd });
    expect(first).toMatchObject({
      stoppedBy: { index: 1, hasNoInput: false },
      settled: { units: 1 },
      isFinished: false,
    });
    const { before, isFinished } = await run();
    expect([before.units, isFinished]).toEqual([1, true]);
    expect(rowsIn(disk.text(files.output)).map(({ value }) => value)).toEqual([1, 4, 6]);
  });

  it('has its error in the output where errors are collected', async () => {
    write(1, 2, 3, 4);
    const { settled, failures } = await run({ unit: odd, onError: 'collect' });
    expect([settled.failed, failures.shown.length]).toEqual([2, 2]);
    expect(rowsIn(disk.text(files.output))[3]).toEqual({
      index: 3,
      error: { name: 'RangeError', message: 'no 4' },
    });
    expect(await run({ unit: odd })).toMatchObject({ isFinished: true, settled: { failed: 2 } });
  });

  it('has no input where its line is not JSON, and its neighbours have theirs', async () => {
    write('1', '{', '3');
    expect(await run()).toMatchObject({ stoppedBy: { index: 1, hasNoInput: true }, settled: { units: 1 } });
    await run({ onError: 'collect', values: false });
    const [, error, last] = rowsIn(disk.text(files.output));
    expect(error.error.message).toContain(`${input}, line 2 is not JSON`);
    expect(last).toEqual({ index: 2, value: 6 });
  });
});

describe('another run', () => {
  it('is refused where the input, the function or the words have changed, unless all is done anew', async () => {
    write(1, 2);
    await run();
    await expect(run({ code: 'other' })).rejects.toThrow('the code of its function has changed');
    await expect(run({ values: true })).rejects.toThrow('it was written without --values');
    write(1, 3);
    await expect(run()).rejects.toThrow('its input file has changed');
    await run({ restart: true });
    expect(rowsIn(disk.text(files.output)).map(({ value }) => value)).toEqual([2, 6]);
  });

  it('is refused while one is at it', async () => {
    write(1, 2);
    const unit: FakeUnit = async (row) => {
      await expect(run()).rejects.toThrow('another run is writing to');
      return row;
    };
    expect((await run({ unit })).settled.failed).toBe(0);
    await run();
  });
});

describe('what can’t be written', () => {
  it('ends the run, and what was settled before stays', async () => {
    write(1, 2, 3);
    disk.room = 30;
    await expect(run({ values: false })).rejects.toMatchObject({ code: 'OUTPUT_LOST' });
    disk.room = Number.POSITIVE_INFINITY;
    await run();
    expect(rowsIn(disk.text(files.output))).toHaveLength(3);
  });
});

describe('a map of what comes once', () => {
  it('has no journal, and counts as it goes', async () => {
    const chunks = async function* () {
      yield Buffer.from('1\n2');
    };
    const file = await disk.openAt(files.output, 0);
    const once = await mapOnce(asked({}), { name: 'stdin', chunks }, { file, name: 'out' }, toolsFor({}));
    expect(once).toMatchObject({ units: 2, settled: { units: 2 }, isFinished: true });
    expect([rowsIn(disk.text(files.output)).length, disk.text(files.journal)]).toEqual([2, null]);
  });
});
