import { type FileHandle, link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { ConcurError, usageError } from '../../base/errors/errors.ts';
import { systemCode } from '../../base/errors/read-thrown.ts';
import { clearInterval, setInterval, setTimeout } from '../../base/time/real.ts';
import { formatNs } from '../../base/units.ts';
import { type Holder, isRunning, ownHolder } from './holder.ts';

/** How long a lock is given, in ms. */
export interface LockTimes {
  /** A holder touches its lock so often: those who can’t see its process see that. */
  readonly touchMs: number;
  /** One that isn’t touched for so long is nobody’s. */
  readonly silentMs: number;
}

const TIMES: LockTimes = { touchMs: 1_000, silentMs: 5_000 };
/** Others may make a lock just when one was taken away: so often it is tried again. */
const TRIES = 5;

/** One run at a time. What a crash leaves of a lock keeps nobody out. */
export class RunLock {
  readonly #file: string;
  /** What is in it: nobody else’s is the same. */
  readonly #text: string;
  readonly #touching: NodeJS.Timeout;

  private constructor(file: string, text: string, touchMs: number) {
    this.#file = file;
    this.#text = text;
    this.#touching = setInterval(() => void touch(file), touchMs).unref();
  }

  /**
   * @param what is locked, for errors
   * @throws ConcurError (USAGE) where another run holds it
   */
  static async take(file: string, what: string, times = TIMES, own = ownHolder()): Promise<RunLock> {
    const text = JSON.stringify(own);
    for (let tries = 0; tries < TRIES; tries++) {
      if (await isMade(file, text)) return new RunLock(file, text, times.touchMs);
      await removeStale(file, what, times, own);
    }
    throw heldBy(null, what, times);
  }

  /** @throws ConcurError where another run took it for one that a crash has left: this one was stopped for long */
  async check(): Promise<void> {
    if ((await textIn(this.#file)) === this.#text) return;
    throw new ConcurError('OUTPUT_LOST', 'another run has taken over: this one stood still for too long', {
      hint: 'What was journalled until then is there, and the other run goes on with it.',
    });
  }

  async release(): Promise<void> {
    clearInterval(this.#touching);
    if ((await textIn(this.#file)) === this.#text) await rm(this.#file, { force: true });
  }
}

/** @returns false where it is there already */
async function isMade(file: string, text: string): Promise<boolean> {
  const handle = await openNew(file);
  if (handle === null) return false;
  try {
    await handle.writeFile(text);
  } catch (error) {
    // A lock without its holder would keep others waiting.
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return true;
}

async function openNew(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'wx');
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return null;
    throw error;
  }
}

/** Takes away the lock of a run that is over. @throws ConcurError (USAGE) where it isn’t */
async function removeStale(file: string, what: string, times: LockTimes, own: Holder): Promise<void> {
  const text = await textIn(file);
  if (text === null) return;
  const holder = holderIn(text);
  const runs = holder === null ? null : isRunning(holder, own);
  if (runs ?? (await isTouched(file, times.silentMs))) throw heldBy(holder, what, times);
  const aside = `${file}.${own.pid}`;
  try {
    await rename(file, aside);
    // Meanwhile it may have become another run’s: that one gets it back.
    if ((await textIn(aside)) !== text) await link(aside, file);
  } catch {
    // Somebody else was faster. Who holds a lock looks at it before it writes.
  } finally {
    await rm(aside, { force: true });
  }
}

function holderIn(text: string): Holder | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function isTouched(file: string, withinMs: number): Promise<boolean> {
  const touchedAt = async () => (await stat(file)).mtimeMs;
  try {
    const before = await touchedAt();
    await new Promise((resume) => setTimeout(resume, withinMs));
    return (await touchedAt()) !== before;
  } catch {
    return false;
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}

async function textIn(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

function heldBy(holder: Holder | null, what: string, { silentMs }: LockTimes): ConcurError {
  const who = holder === null ? '' : ` (PID ${holder.pid} on ${holder.host})`;
  return usageError(
    `another run is writing to ${what}${who}`,
    `Wait until it is over, or end it. One that was killed keeps nobody out for longer than ${formatNs(silentMs * 1e6)}.`,
  );
}
