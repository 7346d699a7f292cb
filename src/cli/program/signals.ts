import { fstatSync, writeSync } from 'node:fs';
import { systemCode } from '../../base/errors/errors.ts';
import { formatNs } from '../../base/units.ts';
import type { Exit } from '../../model/documents/report.ts';
import { type EndingSignal, EXIT, EXIT_OF_SIGNAL, exitOf } from '../exit-codes.ts';

/** How a run is ended early: by a signal, by its timeout, or because nobody reads its results any more. */
export class Interruption {
  readonly #controller = new AbortController();
  #by: EndingSignal | null = null;
  #exit: Exit | null = null;
  #error: unknown = null;

  /** How the run has to exit because it was ended, or null as long as nothing ends it. */
  get exit(): Exit | null {
    return this.#exit;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The signal that came, or null. */
  by(): EndingSignal | null {
    return this.#by;
  }

  /** The first signal asks the run to end; a second one doesn't wait. */
  listen(): this {
    for (const name of Object.keys(EXIT_OF_SIGNAL) as EndingSignal[]) {
      process.on(name, () => {
        // When a terminal closes, the kernel sends one and the shell another: that is still the first.
        if (this.#by === 'SIGHUP' && name === 'SIGHUP') return;
        if (this.#by !== null) exitAfter(this.#by);
        this.#by = name;
        this.stop({ code: EXIT_OF_SIGNAL[name], reason: `stopped by ${name}` });
      });
    }
    return this;
  }

  /** Ends the run; the first reason is the one that counts. */
  stop(exit: Exit): void {
    this.#exit ??= exit;
    this.#controller.abort(exit.reason);
  }

  /** Ends the run after this long, in ms; never where it is undefined. Returns what cancels it. */
  stopAfter(ms: number | undefined): () => void {
    if (ms === undefined) return () => {};
    const reason = `--timeout: ${formatNs(ms * 1e6)} elapsed`;
    const timer = setTimeout(() => this.stop({ code: EXIT.timedOut, reason }), ms);
    return () => clearTimeout(timer);
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

/**
 * Ends this process after a signal, with the code that shells know it by.
 * After a real hang-up Node 20 aborts when it tries to restore a terminal that is gone (nodejs/node pull request
 * 58200), so we die of the signal itself then: the shell sees 129 either way.
 */
export function exitAfter(signal: EndingSignal): never {
  if (signal === 'SIGHUP' && terminalIsGone()) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  }
  return process.exit(EXIT_OF_SIGNAL[signal]);
}

/** A terminal that was closed is none any more, and writing to it is an error. */
function terminalIsGone(): boolean {
  return [1, 2].some((fd) => {
    try {
      if (fstatSync(fd).isCharacterDevice()) writeSync(fd, '');
      return false;
    } catch (error) {
      return systemCode(error) === 'EIO';
    }
  });
}
