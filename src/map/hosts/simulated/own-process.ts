import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { NO_WRAPPERS_REFUSED, wrappersFor } from '../../../engine/transport/child.ts';
import { endChild } from '../../../engine/transport/terminate.ts';
import type { Tools } from '../../../model/machine/machine.ts';

export interface OwnProcessSetup {
  readonly name: string;
  /** The program and what it is given. */
  readonly words: readonly string[];
  readonly tools: Tools;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** So many characters are kept of what it says. */
const LAST_WORDS = 2_000;

/** A process of a simulation, which ends when we do, however we end. */
export class OwnProcess {
  readonly name: string;
  /** Resolves to what became of it where it ends and we didn’t end it. */
  readonly lost: Promise<string>;
  readonly #child: ChildProcess;
  #said = '';
  #isEnded = false;
  #hear: () => void = () => {};

  constructor({ name, words, tools, cwd, env }: OwnProcessSetup) {
    this.name = name;
    const [program, ...rest] = [...wrappersFor(null, tools, NO_WRAPPERS_REFUSED), ...words];
    this.#child = spawn(program as string, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    }
    this.lost = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        if (!this.#isEnded) resolve(`${name} ${this.#endOf(code, signal)}`);
      });
      this.#child.once('error', ({ message }) => {
        if (this.pid === undefined) resolve(`${name} can’t be started: ${message}`);
      });
    });
  }

  /** Undefined where it couldn’t be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves when it has said this. */
  says(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#hear = () => this.#said.includes(text) && resolve();
      this.#hear();
    });
  }

  /** Ends it at once. Resolves when it is gone. */
  async end(): Promise<void> {
    this.#isEnded = true;
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    endChild(this.#child);
    await gone;
  }

  #endOf(code: number | null, signal: string | null): string {
    if (signal !== null) return `was ended by ${signal}`;
    const lastLine = this.#said.trimEnd().split('\n').at(-1);
    return `exited with ${code}${lastLine ? `: ${lastLine}` : ''}`;
  }

  #take(text: string): void {
    this.#said = `${this.#said}${text}`.slice(-LAST_WORDS);
    this.#hear();
  }
}
