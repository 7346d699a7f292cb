import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { systemCode } from '../../../base/errors/read-thrown.ts';

const { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

const RETRY_MS = 1;
/** Who takes nothing for so long is stuck. */
const PATIENCE_MS = 10_000;

/** Its reader is there, and takes nothing. */
export class StuckError extends Error {
  constructor(patienceMs: number) {
    super(`its reader took nothing for ${patienceMs / 1000} s`);
  }
}

/** FIFOs that are open since they were checked: a reader that sees its last writer leave ends. */
const held = new Map<string, number>();

/** Opens a FIFO that is written to later. @throws where nobody reads it */
export function holdFifo(file: string, isPlace: boolean): void {
  if (!held.has(file)) held.set(file, open(file, isPlace ? O_NOFOLLOW : 0));
}

/**
 * Writes to what isn't replaced: a device, or a FIFO. Waits for no reader, and blocks neither signals nor timers.
 * @param isPlace whether it is a path without links: one that has become a link is refused
 */
export async function writeThrough(file: string, text: string, isPlace: boolean): Promise<void> {
  const fd = held.get(file) ?? open(file, isPlace ? O_NOFOLLOW : 0);
  held.delete(file);
  try {
    if (fstatSync(fd).isFile()) throw new Error('it has become another file meanwhile');
    await drain(fd, Buffer.from(text));
  } finally {
    closeSync(fd);
  }
}

function open(file: string, flag: number): number {
  try {
    return openSync(file, O_WRONLY | O_NONBLOCK | O_NOCTTY | flag);
  } catch (error) {
    throw systemCode(error) === 'ENXIO' ? new Error('nobody reads it', { cause: error }) : error;
  }
}

/**
 * Writes all of it to what doesn’t block, and lets signals and timers in while there is no room.
 * @param patience how long (ms) there may be none
 * @throws where there was none for so long
 */
export async function drain(fd: number, bytes: Buffer, patience = () => PATIENCE_MS): Promise<void> {
  let left = bytes;
  for (let waitedMs = 0; left.length > 0; ) {
    const written = writeSome(fd, left);
    left = left.subarray(written);
    waitedMs = written > 0 ? 0 : waitedMs + RETRY_MS;
    const patienceMs = patience();
    if (waitedMs > patienceMs) throw new StuckError(patienceMs);
    if (written === 0) await new Promise((resume) => setTimeout(resume, RETRY_MS));
  }
}

/** @returns how many bytes there was room for */
function writeSome(fd: number, bytes: Buffer): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (systemCode(error) === 'EAGAIN') return 0;
    throw error;
  }
}
