import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REAL_DISK } from '../../../src/map/journal/real-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the disk of this machine', () => {
  it('opens a file behind its first bytes, adds to it, and cuts it', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'whole torn');
    const file = await REAL_DISK.openAt(path, 6);
    await file.append(Buffer.from('lines '));
    await file.append(Buffer.from('more'));
    await file.cut(12);
    await file.append(Buffer.from('end'));
    await file.flush();
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('whole lines end');
    expect([await REAL_DISK.size(path), await REAL_DISK.read(path)]).toEqual([15, 'whole lines end']);
  });

  it('says of a file that isn’t there that it isn’t', async () => {
    const path = join(folder, 'none');
    expect([await REAL_DISK.size(path), await REAL_DISK.read(path)]).toEqual([null, null]);
    await expect(REAL_DISK.read(join(path, 'deeper'))).resolves.toBeNull();
  });

  it('replaces a file, and leaves nothing beside it, of a crash before neither', async () => {
    const path = join(folder, 'journal');
    writeFileSync(`${path}.part`, 'of a crash');
    for (const text of ['one', 'two']) {
      await REAL_DISK.replace(path, text);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('journal'))).toEqual(['journal']);
  });
});
