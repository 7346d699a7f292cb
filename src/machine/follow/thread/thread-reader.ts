import { integerAt } from '../integer-at.ts';
import type { OpenFiles, Unread } from '../open-files.ts';
import { GONE, ProcFile, REFUSED } from '../proc-file.ts';

/** Where a thread is at one moment. */
export interface ThreadPlace {
  /** The CPU that it last ran on. */
  readonly cpu: number;
  /** What it is stopped by; null where it isn't. */
  readonly stop: Stop | null;
  /** Its state, as the kernel's letter: R, S, D, T, … (proc_pid_stat(5), field 3). */
  readonly state: string;
}

/** SIGSTOP, Ctrl-Z and the like (state T), or a tracer: a debugger, strace (state t). */
export type Stop = 'signal' | 'tracer';

/** A thread's clocks, as totals since it was born. */
export interface ThreadTimes {
  readonly runNs: number;
  readonly runDelayNs: number;
}

const SPACE = 0x20;
const PARENTHESIS = 0x29;
const STOPS: ReadonlyMap<number | undefined, Stop> = new Map([
  [0x54, 'signal'],
  [0x74, 'tracer'],
]);
/** Fields of stat between the state (field 3) and the processor (field 39). */
const FIELDS_TO_PROCESSOR = 36;
const buffer = Buffer.allocUnsafe(1024);

/** Reads one thread’s figures again and again, into one buffer. Never throws: a thread that has ended is `gone`. */
export class ThreadReader {
  readonly #stat: ProcFile;
  readonly #schedstat: ProcFile;

  constructor(files: OpenFiles, folder: string) {
    this.#stat = new ProcFile(files, `${folder}/stat`, 'in-turns');
    this.#schedstat = new ProcFile(files, `${folder}/schedstat`, 'each-sample');
  }

  /** Costs six times what the clocks do. */
  place(): ThreadPlace | Unread {
    const length = this.#stat.read(buffer);
    if (length === REFUSED) return 'refused';
    // The name may hold spaces, line breaks and parentheses: the fields begin behind its last one.
    const state = length === GONE ? 0 : buffer.lastIndexOf(PARENTHESIS, length - 1) + 2;
    const cpu = processorIn(state, length);
    if (cpu === null) return 'gone';
    const letter = buffer[state] as number;
    return { cpu, stop: STOPS.get(letter) ?? null, state: String.fromCharCode(letter) };
  }

  /** Its running time and run-queue delay so far. */
  clocks(): ThreadTimes | Unread {
    const length = this.#schedstat.read(buffer);
    if (length === REFUSED) return 'refused';
    const runNs = integerAt(buffer, 0, length);
    if (runNs === null) return 'gone';
    const runDelayNs = integerAt(buffer, buffer.indexOf(SPACE) + 1, length);
    return runDelayNs === null ? 'gone' : { runNs, runDelayNs };
  }

  close(): void {
    this.#stat.close();
    this.#schedstat.close();
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
  return integerAt(buffer, position, length);
}
