import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { formatCpuList } from '../../base/cpu-list.ts';
import { clearTimeout, setTimeout } from '../../base/time/real.ts';
import type { Tools } from '../../model/machine/machine.ts';
import { readLines } from '../transport/lines.ts';

const ENDED_EARLY = 'the helper shell ended early';
/** Starting taskset takes milliseconds; a shell that is silent for this long has lost its way. */
const ANSWER_MS = 5_000;

/**
 * Pins threads that are already running, all through one helper shell: starting taskset from a small process costs
 * half of what starting it from ours does. The helper is started early and takes orders as workers come up.
 */
export class ThreadPinner {
  readonly #taskset: string;
  readonly #shell: ChildProcessWithoutNullStreams;
  #hasEnded = false;
  readonly #waiting = new Map<number, (refusal: string | null) => void>();

  /** Null where one of its programs is missing. */
  static async start(tools: Tools): Promise<ThreadPinner | null> {
    if (tools.taskset === null || tools.sh === null) return null;
    // Loading this and starting a shell takes 10 ms: by now the threads that are to be pinned boot meanwhile.
    const { spawn } = await import('node:child_process');
    return new ThreadPinner(tools.taskset, spawn(tools.sh, ['-s'], { stdio: 'pipe' }));
  }

  private constructor(taskset: string, shell: ChildProcessWithoutNullStreams) {
    this.#taskset = taskset;
    this.#shell = shell;
    this.#shell.on('error', () => this.#giveUp());
    this.#shell.on('exit', () => this.#giveUp());
    // Without a file descriptor to spare there are no streams: the error that follows tells the rest.
    this.#shell.stdin?.on('error', () => {});
    readLines(this.#shell.stdout, (line) => {
      const [tid = '', ...answer] = line.split(' ');
      this.#settle(Number(tid), answer.join(' '));
    });
  }

  /** Asks the kernel for a mask. @returns null when it was taken, or why it was refused */
  pin(tid: number, cpus: readonly number[]): Promise<string | null> {
    if (this.#hasEnded) return Promise.resolve(ENDED_EARLY);
    return new Promise((resolve) => {
      const deadline = setTimeout(() => this.#settle(tid, 'the helper shell did not answer'), ANSWER_MS);
      this.#waiting.set(tid, (refusal) => {
        clearTimeout(deadline);
        resolve(refusal);
      });
      // Only numbers and a path of ours reach the shell.
      const taskset = `${shellWord(this.#taskset)} -cp ${formatCpuList(cpus)} ${tid} 2>&1`;
      this.#shell.stdin?.write(`m=$(${taskset}) && echo ${tid} || printf '%s %s\\n' ${tid} "$m"\n`);
    });
  }

  close(): void {
    this.#shell.stdin?.end();
  }

  #settle(tid: number, refusal: string): void {
    this.#waiting.get(tid)?.(refusal === '' ? null : refusal);
    this.#waiting.delete(tid);
  }

  #giveUp(): void {
    this.#hasEnded = true;
    for (const tid of [...this.#waiting.keys()]) this.#settle(tid, ENDED_EARLY);
  }
}

/** A word as a POSIX shell reads it unchanged, whatever is in it. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
