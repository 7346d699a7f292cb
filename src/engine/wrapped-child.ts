import type { ChildProcess } from 'node:child_process';
import type { Tools } from '../model/machine.ts';
import type { Listener } from './engine.ts';
import { readLines } from './lines.ts';
import { endChild } from './terminate/end-child.ts';
import { lastWords } from './terminate/last-words.ts';
import { NO_WRAPPERS_REFUSED, type Refused, refusedBy, wrappersFor } from './wrappers.ts';

/** How a program is started, and heard. */
export interface Launch {
  /** The CPU that it is to be born on, or null. */
  readonly cpu: number | null;
  readonly tools: Tools;
  /** Starts it behind these programs, each of which becomes the next. */
  start(wrappers: readonly string[]): ChildProcess;
  /** Calls back for each thing that it says, once it runs. */
  hear(child: ChildProcess, onMessage: (message: unknown) => void): void;
}

/** What a program's life is told to: a worker's listener, or somebody who stands for several. */
export interface ChildListener extends Omit<Listener, 'message'> {
  message(message: unknown): void;
}

/** A process that is started through wrappers, and again without one that says no. */
export class WrappedChild {
  readonly #launch: Launch;
  readonly #listener: ChildListener;
  #child: ChildProcess;
  #killed = false;
  #heard = false;

  constructor(launch: Launch, listener: ChildListener) {
    this.#launch = launch;
    this.#listener = listener;
    this.#child = this.#start(NO_WRAPPERS_REFUSED);
  }

  get child(): ChildProcess {
    return this.#child;
  }

  /** May be called more than once. */
  kill(): void {
    this.#killed = true;
    endChild(this.#child);
  }

  #start(refused: Refused): ChildProcess {
    const { cpu, tools } = this.#launch;
    const child = this.#launch.start(wrappersFor(cpu, tools, refused));
    this.#watch(child, refused);
    return child;
  }

  #watch(child: ChildProcess, refused: Refused): void {
    const firstLines: string[] = [];
    const printed = Promise.all([
      readLines(child.stdout, (line) => this.#listener.output('stdout', line)),
      readLines(child.stderr, (line) => {
        if (this.#heard) this.#listener.output('stderr', line);
        else firstLines.push(line);
      }),
    ]);
    this.#launch.hear(child, (message) => {
      this.#heard = true;
      this.#listener.message(message);
    });
    let ended = false;
    const end = async (code: number | null, signal: string | null, error: Error | null) => {
      if (ended) return;
      ended = true;
      await lastWords(printed);
      if (this.#restartWithout(refused, firstLines)) return;
      for (const line of firstLines) this.#listener.output('stderr', line);
      this.#listener.exit({ code, signal, error });
    };
    child.on('exit', (code, signal) => end(code, signal, null));
    child.on('error', (error) => {
      // Node also emits `error` when a signal can't be sent; only a failed start has no PID.
      if (child.pid === undefined) end(null, null, error);
    });
  }

  /** A wrapper that says no ends before the program begins: it then starts without it, and the refusal is told. */
  #restartWithout(refused: Refused, firstLines: readonly string[]): boolean {
    if (this.#heard || this.#killed) return false;
    const refusal = refusedBy(firstLines);
    if (refusal === null || refused[refusal.wrapper]) return false;
    if (refusal.wrapper === 'taskset') this.#listener.pinRefused(refusal.why);
    this.#child = this.#start({ ...refused, [refusal.wrapper]: true });
    return true;
  }
}
