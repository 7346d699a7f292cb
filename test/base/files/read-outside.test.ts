import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  createWriteStream,
  openSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readOutside } from '../../../src/base/files/read-outside.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

const SMALL = { mostBytes: 100_000, patienceMs: 300 };

function read(file: string): Promise<string> {
  return readOutside(file, 'it', 'Try another.', SMALL);
}

function made(bytes: string | Uint8Array): string {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, bytes);
  return file;
}

function fifo(): string {
  const file = join(temporaryFolder(), 'fifo');
  execFileSync('mkfifo', [file]);
  return file;
}

describe('a file from outside', () => {
  it.each([
    ['text', 'größer'],
    ['nothing', ''],
    ['as much as is allowed', 'x'.repeat(SMALL.mostBytes)],
  ])('is read: %s', async (_what, text) => {
    expect(await read(made(text))).toBe(text);
  });

  it('is empty where it is the null device', async () => {
    expect(await read('/dev/null')).toBe('');
  });

  it('loses its byte order mark', async () => {
    expect(await read(made('\ufeff{}'))).toBe('{}');
  });

  it('is read whatever size /proc gives it', async () => {
    expect(await read('/proc/self/status')).toContain('VmPeak');
  });

  it.each([
    ['a file that is not there', () => '/nowhere', /there is no such file/],
    ['a folder', () => temporaryFolder(), /it is a folder/],
    ['a device', () => '/dev/zero', /it is a device/],
    ['a terminal', () => '/dev/ptmx', /it is a device/],
    ['a path through a file', () => `${made('')}/x`, /a part of its path is no folder/],
    ['a name that is too long', () => `/tmp/${'x'.repeat(300)}`, /its name is too long/],
    ['UTF-16', () => made(Buffer.from('\ufeff{}', 'utf16le')), /not text in UTF-8/],
    ['bytes', () => made(Uint8Array.of(0x1f, 0x8b, 0xff)), /not text in UTF-8/],
    ['too much', () => made('x'.repeat(SMALL.mostBytes + 1)), /longer than 0.1 MB, the limit/],
  ])('is refused with the reason: %s', async (_what, make, why) => {
    await expect(read(make())).rejects.toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(why), hint: 'Try another.' }),
    );
  });

  it('is refused by its size alone where that is too much', async () => {
    const file = made('');
    truncateSync(file, 3e9);
    const startMs = performance.now();
    await expect(readOutside(file, 'it', '')).rejects.toThrow(/it has 3.0 GB/);
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  it('that is a link in a circle is refused', async () => {
    const file = join(temporaryFolder(), 'link');
    symlinkSync(file, file);
    await expect(read(file)).rejects.toThrow(/its links lead in a circle/);
  });

  it('that is a socket is refused', async () => {
    const file = join(temporaryFolder(), 'socket');
    const server = createServer().listen(file);
    await expect(read(file)).rejects.toThrow(/can’t be read: nothing is behind it/);
    server.close();
  });

  it('that grows while it is read ends at the limit', async () => {
    const file = made('x');
    const reading = read(file);
    for (let i = 0; i < 20; i++) appendFileSync(file, 'x'.repeat(10_000));
    await Promise.allSettled([reading]);
    await expect(read(file)).rejects.toThrow(/longer than/);
  });
});

describe('a pipe from outside', () => {
  it('is read to its end, however slowly it is written', async () => {
    const file = fifo();
    const reading = read(file);
    const writer = createWriteStream(file);
    for (const part of ['one', ' two', ' three']) {
      writer.write(part);
      await delay(30);
    }
    writer.end();
    expect(await reading).toBe('one two three');
  });

  it('is given up where nobody writes, and keeps no timer waiting meanwhile', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await expect(read(fifo())).rejects.toThrow(/nobody writes to it for 300 ms/);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  it('is waited for as long as it has a writer', async () => {
    const file = fifo();
    const reading = read(file);
    const writer = openSync(file, 'r+');
    writeFileSync(writer, 'x');
    expect(await Promise.race([reading, delay(2 * SMALL.patienceMs, 'waiting')])).toBe('waiting');
    createWriteStream(file, { fd: writer }).end();
    expect(await reading).toBe('x');
  });

  it('that never ends is refused at the limit', async () => {
    const file = fifo();
    const reading = read(file);
    const writer = createWriteStream(file).on('error', () => {});
    writer.write('x'.repeat(2 * SMALL.mostBytes));
    await expect(reading).rejects.toThrow(/longer than 0.1 MB, the limit/);
    writer.destroy();
  });
});
