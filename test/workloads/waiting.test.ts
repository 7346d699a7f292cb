import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWork as io } from '../../src/workloads/built-in/io.ts';
import { createWork as message } from '../../src/workloads/built-in/message.ts';
import { createWork as pbkdf2 } from '../../src/workloads/built-in/pbkdf2.ts';
import { createWork as sleep } from '../../src/workloads/built-in/sleep.ts';
import { workHost } from '../fixtures/work-host.ts';

const share = { first: 0, stride: 1 };

describe('a unit that waits', () => {
  it('lets other workers of the same event loop go on', async () => {
    const scratchDir = mkdtempSync(join(tmpdir(), 'concur-waiting-'));
    const host = workHost({ scratchDir });
    const works = await Promise.all([
      sleep({ share, time: 1 }, host),
      io({ share, size: 1000 }, host),
      pbkdf2({ share, iterations: 1, digest: 'sha1' }, host),
      message({ share, size: 1000, how: 'clone' }, host),
    ]);
    const pending = works.map((work) => work.run(2));
    expect(pending.every((run) => run instanceof Promise)).toBe(true);
    await Promise.all(pending);
    rmSync(scratchDir, { recursive: true });
  });

  it('sleeps for no less than it was told', async () => {
    const work = await sleep({ share, time: 19.5 }, workHost());
    const startMs = performance.now();
    await work.run(1);
    // libuv's clock counts in whole milliseconds.
    expect(performance.now() - startMs).toBeGreaterThan(19);
  });
});

describe('io', () => {
  it('refuses to work without a folder', async () => {
    await expect(async () => io({ share, size: 1000 }, workHost())).rejects.toThrow('needs a folder');
  });

  it('takes its file away when it fails', async () => {
    const scratchDir = mkdtempSync(join(tmpdir(), 'concur-waiting-'));
    const work = await io({ share, size: 1000 }, workHost({ scratchDir: join(scratchDir, 'missing') }));
    await expect(async () => work.run(1)).rejects.toThrow('ENOENT');
    expect(readdirSync(scratchDir)).toEqual([]);
    rmSync(scratchDir, { recursive: true });
  });
});

describe('message', () => {
  it.each([
    ['transfer', 'the memory was copied, not transferred'],
    ['share', 'the memory was copied, not shared'],
  ])('notices a copy where it asked for %s', async (how, complaint) => {
    const copying = workHost({ exchange: async (payload) => (payload as Uint8Array).slice() });
    const work = await message({ share, size: 1000, how }, copying);
    await expect(async () => work.run(1)).rejects.toThrow(complaint);
  });

  it('notices when something else than bytes comes back', async () => {
    const work = await message({ share, size: 1000, how: 'clone' }, workHost({ exchange: async () => ({}) }));
    await expect(async () => work.run(1)).rejects.toThrow('sent bytes, got object back');
  });

  it('answers otherwise when a byte or the length has changed on the way', async () => {
    const right = await answer((bytes) => bytes);
    expect(await answer((bytes) => bytes.fill(0, 500, 501))).not.toBe(right);
    expect(await answer((bytes) => bytes.subarray(0, 999))).not.toBe(right);
  });
});

async function answer(onItsWay: (bytes: Uint8Array) => Uint8Array): Promise<unknown> {
  const exchange = async (payload: unknown) => onItsWay(structuredClone(payload as Uint8Array));
  const work = await message({ share, size: 1000, how: 'clone' }, workHost({ exchange }));
  await work.run(1);
  return work.results?.()[0];
}
