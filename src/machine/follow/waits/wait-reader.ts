import type { OpenFiles, Unread } from '../open-files.ts';
import { GONE, ProcFile, REFUSED } from '../proc-file.ts';

/** A system call in which a thread is blocked, as /proc/PID/task/TID/syscall has it (proc_pid_syscall(5)). */
export interface BlockedCall {
  /** -1 outside of one. */
  readonly number: number;
  /** Its six arguments; empty outside of one. Beyond 2^53 they are rounded. */
  readonly args: readonly number[];
}

const buffer = Buffer.allocUnsafe(512);
const RUNNING = 'running'.charCodeAt(0);

/** Reads what one thread is blocked in. Never throws. */
export class WaitReader {
  readonly #syscall: ProcFile;
  readonly #wchan: ProcFile;
  /** What was read last, and what it says: a thread is mostly blocked where it was before. */
  #line = Buffer.alloc(0);
  #said: BlockedCall | 'refused' = 'refused';

  constructor(files: OpenFiles, folder: string) {
    this.#syscall = new ProcFile(files, `${folder}/syscall`, 'in-turns');
    this.#wchan = new ProcFile(files, `${folder}/wchan`, 'in-turns');
  }

  /** @returns the same object as long as it is blocked there */
  call(): BlockedCall | 'runnable' | Unread {
    const length = this.#syscall.read(buffer);
    if (length === REFUSED) return 'refused';
    if (length === GONE) return 'gone';
    if (buffer[0] === RUNNING) return 'runnable';
    if (buffer.compare(this.#line, 0, this.#line.length, 0, length) !== 0) {
      this.#line = Buffer.from(buffer.subarray(0, length));
      this.#said = parse(this.#line.toString('latin1'));
    }
    return this.#said;
  }

  /** The kernel's function in which it sleeps; `0` where it runs or where that isn't reported. */
  function(): string | Unread {
    const length = this.#wchan.read(buffer);
    if (length === REFUSED) return 'refused';
    return length === GONE ? 'gone' : buffer.toString('latin1', 0, length).trim();
  }

  close(): void {
    this.#syscall.close();
    this.#wchan.close();
  }
}

function parse(line: string): BlockedCall | 'refused' {
  const [number = '', ...rest] = line.trim().split(' ');
  // Of a kernel thread, which never was in user space, registers say nothing.
  if (Number(rest.at(-1)) === 0) return 'refused';
  return { number: Number.parseInt(number, 10), args: number === '-1' ? [] : rest.slice(0, 6).map(Number) };
}
