import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../../../base/errors/read-thrown.ts';
import { openNew, unheardName } from '../../../base/files/new-file.ts';

/**
 * Moves a new file to its place, where no link is followed: by umask, or with owner and mode of the file that it replaces.
 * @param place a path without links
 * @param mode where it replaces none, before umask
 */
export function replaceFile(place: string, content: string | Uint8Array, mode = 0o666): void {
  const old = lstatSync(place, { throwIfNoEntry: false });
  const draft = unheardName(dirname(place));
  const fd = openNew(draft, old === undefined ? mode : 0o600);
  try {
    writeFileSync(fd, content);
    if (old !== undefined) keepOwner(fd, old);
    flush(fd);
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Node’s permission model takes fsync away, whatever it allows. */
function flush(fd: number): void {
  try {
    fsyncSync(fd);
  } catch (error) {
    if (systemCode(error) !== 'ERR_ACCESS_DENIED') throw error;
  }
}

/** As far as we may. A group of ours in place of its own isn't let in. */
function keepOwner(fd: number, { uid, gid, mode }: Stats): void {
  const isItsGroup = isDone(() => fchownSync(fd, uid, gid)) || isDone(() => fchownSync(fd, -1, gid));
  isDone(() => fchmodSync(fd, mode & (isItsGroup ? 0o777 : 0o707)));
}

function isDone(change: () => void): boolean {
  try {
    change();
    return true;
  } catch {
    return false;
  }
}
