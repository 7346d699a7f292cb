import { constants, createReadStream, promises, type Stats, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { devNull } from 'node:os';
import { usageError } from '../errors/errors.ts';
import { systemCode } from '../errors/read-thrown.ts';
import { systemReason } from '../errors/system-reason.ts';
import { refusalOf } from '../refusals/refusal.ts';
import { nowMs, setTimeout } from '../time/real.ts';
import { formatBytes, formatNs } from '../units.ts';

const { O_NOCTTY, O_NONBLOCK, O_RDONLY } = constants;

/** No document or list of inputs is longer; a string of V8's is at most twice as long. */
const MOST_BYTES = 256 * 2 ** 20;
const CHUNK_BYTES = 2 ** 20;
/** How long to wait before a pipe that is empty is asked again. */
const RETRY_MS = 5;
/** A FIFO that nobody writes to for so long is a mistake. */
const PATIENCE_MS = 10_000;

/** How much is read, and how long a writer is waited for. */
export interface ReadLimits {
  readonly mostBytes: number;
  readonly patienceMs: number;
}

const LIMITS: ReadLimits = { mostBytes: MOST_BYTES, patienceMs: PATIENCE_MS };

/**
 * The text of a file that a user named; `-` is stdin. Only of files and pipes, only so much, and never in a way that keeps
 * signals and timers waiting.
 * @param name what to call it in errors
 * @throws ConcurError (USAGE) that says why there is no text
 */
export async function readOutside(
  file: string,
  name: string,
  hint: string,
  limits: ReadLimits = LIMITS,
): Promise<string> {
  try {
    const parts = file === '-' ? process.stdin : namedFile(file, limits);
    return textOf(await gather(parts, limits.mostBytes));
  } catch (error) {
    throw refusalOf(error) ?? usageError(`${name} can’t be read: ${systemReason(error)}`, hint);
  }
}

async function* namedFile(file: string, { mostBytes, patienceMs }: ReadLimits): AsyncGenerator<Buffer> {
  const handle = await promises.open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const stats = await handle.stat();
    checkKind(stats);
    if (stats.size > mostBytes) throw tooLong(mostBytes, stats.size);
    yield* stats.isFIFO()
      ? piped(handle, patienceMs)
      : createReadStream('', { fd: handle, autoClose: false });
  } finally {
    await handle.close();
  }
}

/** Without a writer a pipe looks as if it had ended: only behind what was written it has. */
async function* piped(handle: FileHandle, patienceMs: number): AsyncGenerator<Buffer> {
  const giveUpMs = nowMs() + patienceMs;
  for (let hasWriter = false; ; ) {
    const part = await nextOf(handle);
    if (part !== null && part.length === 0 && hasWriter) return;
    hasWriter ||= part === null || part.length > 0;
    if (part !== null && part.length > 0) {
      yield part;
      continue;
    }
    if (!hasWriter && nowMs() > giveUpMs) {
      throw new Error(`nobody writes to it for ${formatNs(patienceMs * 1e6)}`);
    }
    await new Promise((resume) => setTimeout(resume, RETRY_MS));
  }
}

/** What a pipe holds: nothing where it has no writer, null where it has one that hasn’t written yet. */
async function nextOf(handle: FileHandle): Promise<Buffer | null> {
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES));
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (systemCode(error) === 'EAGAIN') return null;
    throw error;
  }
}

async function gather(parts: AsyncIterable<Buffer>, mostBytes: number): Promise<Buffer> {
  const taken: Buffer[] = [];
  let bytes = 0;
  for await (const part of parts) {
    bytes += part.length;
    if (bytes > mostBytes) throw tooLong(mostBytes, null);
    taken.push(part);
  }
  return Buffer.concat(taken);
}

/** What may be endless, or answers differently each time, is no file; the null device is an empty one. */
function checkKind(stats: Stats): void {
  if (stats.isDirectory()) throw new Error('it is a folder');
  const isNull = stats.isCharacterDevice() && stats.rdev === statSync(devNull).rdev;
  if (!isNull && !stats.isFile() && !stats.isFIFO()) throw new Error('it is a device, not a file');
}

function tooLong(most: number, bytes: number | null): Error {
  const size = bytes === null ? '' : ` (it has ${formatBytes(bytes)})`;
  return new Error(`it is longer than ${formatBytes(most)}, the limit${size}`);
}

/** A byte order mark is no part of the text. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not text in UTF-8');
  }
}
