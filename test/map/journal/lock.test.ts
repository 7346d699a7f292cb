import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ownHolder } from '../../../src/map/journal/holder.ts';
import { RunLock } from '../../../src/map/journal/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'journal.lock');
const TIMES = { touchMs: 20, silentMs: 200 };
const take = () => RunLock.take(file, 'out.ndjson', TIMES);
const leave = (holder: object | string) =>
  writeFileSync(file, typeof holder === 'string' ? holder : JSON.stringify(holder));

beforeEach(() => rmSync(file, { force: true }));

describe('a lock', () => {
  it('lets one run in at a time, and then the next', async () => {
    const first = await take();
    await first.check();
    await expect(take()).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/^another run is writing to out.ndjson \(PID \d+ on /),
    });
    await first.release();
    expect(existsSync(file)).toBe(false);
    await (await take()).release();
  });

  it('lets one in of many that come at once, where a crash has left one, too', async () => {
    leave({ ...ownHolder(), startTicks: 1 });
    const runs = Array.from({ length: 8 }, (_, index) =>
      RunLock.take(file, 'out.ndjson', TIMES, { ...ownHolder(), host: `${index}` }).then(
        (lock) => lock,
        () => null,
      ),
    );
    const locks = (await Promise.all(runs)).filter((lock) => lock !== null);
    const held = await Promise.all(
      locks.map((lock) =>
        lock.check().then(
          () => lock,
          () => null,
        ),
      ),
    );
    expect(held.filter((lock) => lock !== null)).toHaveLength(1);
    for (const lock of locks) await lock.release();
  });

  it.each([
    ['of a process that is over', { ...ownHolder(), startTicks: 1 }],
    ['from before the machine was started again', { ...ownHolder(), bootId: 'another' }],
    ['that was written in part', '{"pid":'],
    ['of a machine from which nothing is heard', { ...ownHolder(), bootId: 'another', host: 'there' }],
  ])('%s keeps nobody out', async (_what, holder) => {
    leave(holder);
    const lock = await take();
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(ownHolder()));
    await lock.release();
  });

  it('of another container keeps others out as long as it is touched', async () => {
    const there = { ...ownHolder(), pidNamespace: 'pid:[1]' };
    const theirs = await RunLock.take(file, 'out.ndjson', TIMES, there);
    await expect(take()).rejects.toMatchObject({ code: 'USAGE' });
    await theirs.release();
    await (await take()).release();
  });

  it('that was taken over is told to who had it, and left to who has it', async () => {
    const lost = await take();
    leave({ ...ownHolder(), pid: 1 });
    await expect(lost.check()).rejects.toMatchObject({ code: 'OUTPUT_LOST' });
    await lost.release();
    expect(existsSync(file)).toBe(true);
  });
});
