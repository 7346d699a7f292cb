import { ConcurError } from '../../base/errors/errors.ts';
import { formatNs } from '../../base/units.ts';
import type { Exit } from '../../model/documents/report.ts';
import { type EndingSignal, EXIT, EXIT_OF_SIGNAL, exitOf } from '../exit-codes.ts';
import { leave } from './leave.ts';

/** When a run is over at the latest (ms, as performance.now() tells it), and why. */
export interface TimeLimit {
  readonly atMs: number;
  readonly reason: string;
}

const SIGNALS = Object.keys(EXIT_OF_SIGNAL) as EndingSignal[];

/** How a run is ended early: by a signal, by its timeout, or because nobody reads its results any more. */
export class Interruption {
  #controller: AbortController | null = null;
  #by: EndingSignal | null = null;
  #exit: Exit | null = null;
  #error: unknown = null;
  #timeLimit: TimeLimit | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** How the run has to exit because it was ended, or null as long as nothing ends it. */
  get exit(): Exit | null {
    return this.#exit;
  }

  /** Node loads what it takes when it is first asked for: commands that only read never do. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#exit !== null) this.#controller.abort(this.#exit.reason);
    }
    return this.#controller.signal;
  }

  /** What `--timeout` sets; null without it, and where it doesn't count any more. */
  get timeLimit(): TimeLimit | null {
    return this.#timeLimit;
  }

  /** The signal that came, or null. */
  by(): EndingSignal | null {
    return this.#by;
  }

  /** The first signal asks the run to end; a second one doesn't wait. */
  listen(): void {
    for (const name of SIGNALS) process.on(name, this.#take);
  }

  /** Leaves signals to the system until it listens again: it ends the process. @returns whether it was listening */
  pause(): boolean {
    const isListening = process.listeners('SIGINT').includes(this.#take);
    if (isListening) for (const name of SIGNALS) process.off(name, this.#take);
    return isListening;
  }

  readonly #take = (name: NodeJS.Signals) => {
    const signal = name as EndingSignal;
    // When a terminal closes, the kernel sends one and the shell another: that is still the first.
    if (this.#by === 'SIGHUP' && signal === 'SIGHUP') return;
    if (this.#by !== null) leave(EXIT_OF_SIGNAL[this.#by]);
    this.#by = signal;
    this.stop({ code: EXIT_OF_SIGNAL[signal], reason: `stopped by ${signal}` });
  };

  /** Ends the run; the first reason is the one that counts. */
  stop(exit: Exit): void {
    this.#exit ??= exit;
    this.#controller?.abort(exit.reason);
  }

  /** Ends the run after this long, in ms; never where it is undefined. */
  stopAfter(ms: number | undefined): void {
    if (ms === undefined) return;
    const reason = `--timeout: ${formatNs(ms * 1e6)} elapsed`;
    this.#timeLimit = { atMs: performance.now() + ms, reason };
    this.#timer = setTimeout(() => this.#expire(), ms);
  }

  #expire(): void {
    if (this.#timeLimit !== null) this.stop({ code: EXIT.timedOut, reason: this.#timeLimit.reason });
  }

  /** What is left to do takes as long as it takes. Whoever kept the timer waiting until now was late all the same. */
  cancelTimeout(): void {
    clearTimeout(this.#timer);
    // Without a limit nobody asks the clock: Node takes a millisecond to load it.
    if (this.#timeLimit !== null && performance.now() > this.#timeLimit.atMs) this.#expire();
    this.#timeLimit = null;
  }

  /**
   * What comes before the run.
   * @param words what was typed: one of them may name what takes so long
   * @throws ConcurError (TIMED_OUT) where the time is over first
   */
  async before<Result>(work: Promise<Result> | Result, words: readonly string[]): Promise<Result> {
    if (this.#timeLimit === null) return work;
    const ended = new Promise<never>((_resolve, reject) => {
      this.signal.addEventListener('abort', () => {
        const named = words.length === 0 ? '' : ` (${words.join(' ')})`;
        const hint = `Check that what it reads and loads${named} comes to an end, or use a longer --timeout.`;
        reject(new ConcurError('TIMED_OUT', `${this.signal.reason} before anything ran`, { hint }));
      });
    });
    return Promise.race([work, ended]);
  }

  /** Writes results; when that fails, the run ends in good order first, and `rethrow` tells afterwards. */
  async guard(write: () => void | Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#error ??= error;
      this.stop(exitOf(error));
    }
  }

  rethrow(): void {
    if (this.#error !== null) throw this.#error;
  }
}
