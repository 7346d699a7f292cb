import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { moveIntoPlace } from '../../scripts/move-into-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [built, place] = [join(folder, 'built'), join(folder, 'place')];

beforeEach(() => {
  for (const each of [built, place]) rmSync(each, { recursive: true, force: true });
});

function write(under: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(under, name)), { recursive: true });
    writeFileSync(join(under, name), text);
  }
}

describe('what is built elsewhere', () => {
  it('comes to where nothing is yet', () => {
    write(built, { 'bin/a.cjs': 'a', 'b.js': 'b' });
    moveIntoPlace(built, place, ['b.js']);
    expect(readFileSync(join(place, 'bin/a.cjs'), 'utf8')).toBe('a');
    expect(readFileSync(join(place, 'b.js'), 'utf8')).toBe('b');
    expect(existsSync(built)).toBe(false);
  });

  it('leaves alone what is the same, replaces the rest as a whole, and removes what is made no more', () => {
    write(place, { same: 'same', 'bin/changed': 'old', 'bin/gone': 'gone' });
    const inode = (name: string) => statSync(join(place, name)).ino;
    const [same, changed] = [inode('same'), inode('bin/changed')];
    write(built, { same: 'same', 'bin/changed': 'new' });
    moveIntoPlace(built, place);
    expect(inode('same')).toBe(same);
    expect(inode('bin/changed')).not.toBe(changed);
    expect(readFileSync(join(place, 'bin/changed'), 'utf8')).toBe('new');
    expect(readdirSync(join(place, 'bin'))).toEqual(['changed']);
  });
});
