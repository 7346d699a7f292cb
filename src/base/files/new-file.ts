import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** A name in a folder that nobody has made anything at. */
export function unheardName(folder: string): string {
  return join(folder, `.concur-${Math.random().toString(36).slice(2)}.part`);
}

/** Opens a file that isn't there yet: never one of somebody else's, and nothing behind a link. */
export function openNew(file: string, mode: number): number {
  return openSync(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
}

/** An open file without a name, ours alone: it is gone when all who have it open are. */
export function openNameless(folder: string): number {
  const file = unheardName(folder);
  const fd = openNew(file, 0o600);
  try {
    unlinkSync(file);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}
