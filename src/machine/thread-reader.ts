import { closeSync, openSync, readSync } from 'node:fs';

/** One look at a thread from outside. */
export interface ThreadGlance {
  /** The CPU that it last ran on. */
  readonly cpu: number;
  /** Stopped by SIGSTOP or a debugger (state T or t). */
  readonly isStopped: boolean;
  readonly runNs: number | null;
  readonly runDelayNs: number | null;
}

/** A thread's clocks, as totals since it was born. */
export interface ThreadTimes {
  readonly runNs: number;
  readonly runDelayNs: number;
}

const SPACE = 0x20;
const PARENTHESIS = 0x29;
const NEWLINE = 0x0a;
const STOPPED = new Set([0x54, 0x74]);
/** Fields of stat between the state (field 3) and the processor (field 39). */
const FIELDS_TO_PROCESSOR = 36;
const buffer = Buffer.allocUnsafe(1024);

/**
 * Looks at one thread again and again. The files stay open and are read into one buffer: a few microseconds a look,
 * where opening them anew costs five times that.
 */
export class ThreadReader {
  #stat: number | null;
  #schedstat: number | null;

  /** Never throws: a thread that is already gone is simply never seen. */
  constructor(pid: number, tid: number) {
    this.#stat = open(`/proc/${pid}/task/${tid}/stat`);
    this.#schedstat = open(`/proc/${pid}/task/${tid}/schedstat`);
  }

  /** What the thread does now, or null once it is gone (ENOENT and ESRCH are normal ends of a thread). */
  look(): ThreadGlance | null {
    if (this.#stat === null) return null;
    const length = readAll(this.#stat);
    const stat = buffer.lastIndexOf(PARENTHESIS, length - 1) + 2;
    const isStopped = STOPPED.has(buffer[stat] ?? 0);
    const cpu = processorIn(stat, length);
    if (cpu === null) {
      this.close();
      return null;
    }
    const clocks = this.clocks();
    return { cpu, isStopped, runNs: clocks?.runNs ?? null, runDelayNs: clocks?.runDelayNs ?? null };
  }

  /** Its running time and run-queue delay so far, or null once it is gone: a third of what a whole look costs. */
  clocks(): ThreadTimes | null {
    if (this.#schedstat === null) return null;
    const length = readAll(this.#schedstat);
    const runNs = integerAt(0, length);
    if (runNs === null) return null;
    const runDelayNs = integerAt(buffer.indexOf(SPACE) + 1, length);
    return runDelayNs === null ? null : { runNs, runDelayNs };
  }

  close(): void {
    for (const fd of [this.#stat, this.#schedstat]) if (fd !== null) closeSync(fd);
    this.#stat = null;
    this.#schedstat = null;
  }
}

function open(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

function readAll(fd: number): number {
  try {
    return readSync(fd, buffer, 0, buffer.length, 0);
  } catch {
    return 0;
  }
}

/** @param start where the state stands: the first field after the name */
function processorIn(start: number, length: number): number | null {
  let position = start;
  // Byte by byte: asking the buffer for each next space takes several times as long.
  for (let field = 0; field < FIELDS_TO_PROCESSOR; position++) {
    if (position >= length) return null;
    if (buffer[position] === SPACE) field++;
  }
  return integerAt(position, length);
}

function integerAt(start: number, length: number): number | null {
  let value = 0;
  let position = start;
  for (; position < length; position++) {
    const byte = buffer[position] as number;
    if (byte === SPACE || byte === NEWLINE) break;
    value = value * 10 + (byte - 0x30);
  }
  return position === start ? null : value;
}
