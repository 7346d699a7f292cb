import { constants } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../../base/errors/read-thrown.ts';
import type { Disk, DurableFile } from './disk.ts';

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOCTTY, O_NOFOLLOW, O_RDONLY, O_RDWR } = constants;

/** The file system of this machine. Paths are real places: no link is followed. */
export const REAL_DISK: Disk = {
  read: (file) => orNull(readFile(file, 'utf8')),
  size: async (file) => (await orNull(stat(file)))?.size ?? null,

  async replace(file, text) {
    const draft = `${file}.part`;
    // What a crash left of the last one.
    await rm(draft, { force: true });
    const handle = await open(draft, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
    try {
      await handle.writeFile(text);
      await synced(handle.sync());
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await flushFolder(file);
  },

  async openAt(file, bytes) {
    const handle = await open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_NOCTTY, 0o666);
    await handle.truncate(bytes);
    await synced(handle.sync());
    await flushFolder(file);
    return new RealFile(handle, bytes);
  },
};

class RealFile implements DurableFile {
  readonly #handle: FileHandle;
  #end: number;

  constructor(handle: FileHandle, end: number) {
    this.#handle = handle;
    this.#end = end;
  }

  async append(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#end);
      at += bytesWritten;
      this.#end += bytesWritten;
    }
  }

  flush(): Promise<void> {
    return synced(this.#handle.datasync());
  }

  async cut(bytes: number): Promise<void> {
    await this.#handle.truncate(bytes);
    this.#end = bytes;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** A new name is on the disk when its folder is. */
async function flushFolder(file: string): Promise<void> {
  const folder = await openOrNull(dirname(file));
  try {
    if (folder !== null) await synced(folder.sync());
  } finally {
    await folder?.close();
  }
}

/** Null for a folder that may be written to and not be read: nobody can flush it. */
async function openOrNull(folder: string): Promise<FileHandle | null> {
  try {
    return await open(folder, O_RDONLY | O_DIRECTORY);
  } catch (error) {
    if (systemCode(error) === 'EACCES') return null;
    throw error;
  }
}

/** Node’s permission model takes fsync away, whatever it allows; some file systems have none for folders. */
async function synced(sync: Promise<void>): Promise<void> {
  try {
    await sync;
  } catch (error) {
    if (!['ERR_ACCESS_DENIED', 'EINVAL'].includes(systemCode(error) ?? '')) throw error;
  }
}

async function orNull<Found>(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
