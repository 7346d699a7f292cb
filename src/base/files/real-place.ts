import { lstatSync, readlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isLink, isTrap, type Owned } from './owned.ts';

/** What Linux follows before it speaks of a loop: path_resolution(7). */
const MOST_LINKS = 40;

/** What is at a path, no link followed. */
export interface Disk {
  lstat(path: string): Owned | undefined;
  readlink(path: string): string;
}

const REAL: Disk = {
  lstat: (path) => lstatSync(path, { throwIfNoEntry: false }),
  readlink: readlinkSync,
};

/**
 * Where a path leads, its links followed as far as there is something.
 * @throws Error where a link is neither ours nor root's, or somebody else has put the file into a folder that everybody may write to
 */
export function realPlace(file: string, uid = process.geteuid?.() ?? 0, disk: Disk = REAL): string {
  let place = '/';
  let names = namesIn(isAbsolute(file) ? file : `${process.cwd()}/${file}`);
  for (let links = 0; names.length > 0; ) {
    const [name = '', ...rest] = names;
    const next = join(place, name);
    const [entry, folder] = [disk.lstat(next), disk.lstat(place)];
    if (entry === undefined || folder === undefined) return join(place, ...names);
    if (isTrap(entry, folder, uid)) {
      const what = isLink(entry) ? 'link' : 'file, in a folder that everybody may write to';
      throw new Error(`${next} is somebody else’s ${what}`);
    }
    if (!isLink(entry)) [place, names] = [next, rest];
    else if (++links > MOST_LINKS) throw new Error(`${file} is a link that leads round in a circle`);
    else {
      const target = disk.readlink(next);
      [place, names] = [isAbsolute(target) ? '/' : place, [...namesIn(target), ...rest]];
    }
  }
  return place;
}

function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}
