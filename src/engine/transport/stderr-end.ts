import type { WorkerExit } from '../engine.ts';

const KEPT_LINES = 20;
const QUOTED_LINES = 3;
const LONGEST_QUOTE = 160;

/** Node's own about an error that ends a process, which says nothing of it. */
const IDLE_LINE = /^\s*(?:\^+|Node\.js v\S+|at .*\(?node:internal.*)?\s*$/;

/** How Node's and Python's last words name an error. */
const ERROR_LINE = /^(?:Uncaught |\[)?[\w.]*(?:Error|Exception)\b/;

/** The last lines that a worker printed on stderr. */
export class StderrEnd {
  readonly #lines: string[] = [];

  take(line: string): void {
    if (IDLE_LINE.test(line)) return;
    this.#lines.push(line.trim());
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
  }

  /** The last error with the place of it, where there is one; else the very last lines. */
  #telling(): readonly string[] {
    const error = this.#lines.findLastIndex((line) => ERROR_LINE.test(line));
    return error < 0 ? this.#lines.slice(-QUOTED_LINES) : this.#lines.slice(error, error + 2);
  }

  /** The same end with the very last ones, in one line, where it is a bad one. */
  addedTo(end: WorkerExit): WorkerExit {
    const lines = this.#telling().map((line) => line.slice(0, LONGEST_QUOTE));
    if (end.code === 0 || lines.length === 0) return end;
    return { ...end, stderrEnd: lines.join(' / ') };
  }
}

/** What is quoted of it, for a sentence about that end. */
export function quotedEnd({ stderrEnd }: WorkerExit): string {
  return stderrEnd === undefined ? '' : ` (the end of its stderr: ${stderrEnd})`;
}
