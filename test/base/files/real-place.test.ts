import { constants } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Disk, realPlace } from '../../../src/base/files/real-place.ts';

const { S_IFDIR, S_IFLNK, S_IFREG } = constants;
const [US, OTHER] = [1000, 65534];

interface Entry {
  readonly uid: number;
  readonly mode: number;
  readonly to?: string;
}

const ENTRIES: Readonly<Record<string, Entry>> = {
  '/': { uid: 0, mode: S_IFDIR | 0o755 },
  '/home': { uid: US, mode: S_IFDIR | 0o755 },
  '/home/report': { uid: US, mode: S_IFREG | 0o644 },
  '/home/link': { uid: US, mode: S_IFLNK, to: 'report' },
  '/home/absent': { uid: US, mode: S_IFLNK, to: '/home/new/file' },
  '/home/round': { uid: US, mode: S_IFLNK, to: 'round' },
  '/home/up': { uid: US, mode: S_IFLNK, to: '/tmp/folder' },
  '/tmp': { uid: 0, mode: S_IFDIR | 0o1777 },
  '/tmp/folder': { uid: US, mode: S_IFDIR | 0o755 },
  '/group': { uid: US, mode: S_IFDIR | 0o2775 },
  '/group/trap': { uid: OTHER, mode: S_IFLNK, to: '/home/report' },
  '/tmp/file': { uid: OTHER, mode: S_IFREG | 0o644 },
  '/tmp/trap': { uid: OTHER, mode: S_IFLNK, to: '/home' },
};

const DISK: Disk = {
  lstat: (path) => ENTRIES[path],
  readlink: (path) => ENTRIES[path]?.to ?? '',
};
const place = (file: string) => realPlace(file, US, DISK);

describe('realPlace', () => {
  it.each([
    ['a file', '/home/report', '/home/report'],
    ['a link', '/home/link', '/home/report'],
    ['a link to what is not there', '/home/absent', '/home/new/file'],
    ['a new file', '/tmp/new', '/tmp/new'],
    ['a folder’s link', '/home/up/new', '/tmp/folder/new'],
    ['a way up from where a link leads', '/home/up/../new', '/tmp/new'],
  ])('follows %s', (_what, file, real) => {
    expect(place(file)).toBe(real);
  });

  it('follows nobody else’s link, on the way or at the end', () => {
    const refused = '/tmp/trap is somebody else’s link';
    expect(() => place('/tmp/trap')).toThrow(refused);
    expect(() => place('/tmp/trap/report')).toThrow(refused);
    expect(() => place('/group/trap')).toThrow('/group/trap is somebody else’s link');
  });

  it('takes nobody else’s file in a folder that everybody may write to', () => {
    expect(() => place('/tmp/file')).toThrow(
      '/tmp/file is somebody else’s file, in a folder that everybody may write to',
    );
  });

  it('ends where links lead round', () => {
    expect(() => place('/home/round')).toThrow('leads round in a circle');
  });
});
