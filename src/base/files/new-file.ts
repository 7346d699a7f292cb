import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** A name in a folder that nobody has made anything at. */
export function unheardName(folder: string): string {
  return join(folder, `.concur-${Math.random().toString(36).slice(2)}.part`);
}

/** Opens a file that isn't there yet: never one of somebody else's, and nothing behind a link. */
export function openNew(file: string, mode: number, flags = 0): number {
  return openSync(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | flags, mode);
}

/**
 * An open file without a name, ours alone: it is gone when all who have it open are.
 * @param appends whether each write goes to its end, wherever that is by then
 */
export function openNameless(folder: string, appends = false): number {
  const file = unheardName(folder);
  const fd = openNew(file, 0o600, appends ? O_APPEND : 0);
  try {
    unlinkSync(file);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}
