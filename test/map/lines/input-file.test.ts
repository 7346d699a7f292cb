import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { InputFile } from '../../../src/map/lines/input-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'rows');
const { signal } = new AbortController();
beforeEach(() => writeFileSync(file, '1\n\n2\n3'));

async function opened(name = file): Promise<InputFile> {
  const input = await InputFile.open(name);
  if (input === null) throw new Error('a pipe');
  return input;
}

async function textOf(input: InputFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('a file of inputs', () => {
  it('is told by its digest and its lines', async () => {
    const input = await opened();
    const sha256 = createHash('sha256').update('1\n\n2\n3').digest('hex');
    expect(await input.summarize(signal)).toEqual({ sha256, bytes: 6, units: 3 });
    await input.close();
  });

  it('may be empty', async () => {
    writeFileSync(file, '');
    const input = await opened();
    expect(await input.summarize(signal)).toMatchObject({ bytes: 0, units: 0 });
    expect(await textOf(input)).toBe('');
    await input.close();
  });

  it('is what it was when it was opened, though it grows', async () => {
    const input = await opened();
    const summary = await input.summarize(signal);
    expect(await input.hasGrown(summary, signal)).toBe(false);
    appendFileSync(file, '4\n5\n');
    expect(await textOf(input)).toBe('1\n\n2\n3');
    expect(await input.hasGrown(summary, signal)).toBe(true);
    await input.close();
  });

  it('is refused where what was read has changed since', async () => {
    const input = await opened();
    const summary = await input.summarize(signal);
    writeFileSync(file, '1\n\n2\n4');
    await expect(input.hasGrown(summary, signal)).rejects.toMatchObject({ code: 'USAGE' });
    truncateSync(file, 2);
    await expect(textOf(input)).rejects.toThrow(`--input ${file} has changed while it was read`);
    await input.close();
  });

  it('is none where it is a folder or isn’t there, and nothing to come back to where it is a device', async () => {
    await expect(InputFile.open(folder)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('it is a folder'),
    });
    await expect(InputFile.open(`${file}.no`)).rejects.toMatchObject({ code: 'USAGE' });
    expect(await InputFile.open('/dev/null')).toBeNull();
  });
});
