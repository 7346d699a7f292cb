import type { HostState } from '../../../model/hosts.ts';
import type { Warning } from '../../../model/warning.ts';
import { cameWords, leavingWords, leftWords, lineWords, stateWords } from '../../../report/words/serving.ts';

export interface LogSetup {
  /** Gets a line for each thing that changes. */
  readonly say: (line: string) => void;
  /** The broker’s URL, without secrets. */
  readonly broker: string;
  readonly leaseMs: number;
}

/** What happens to a host, in a line each: what all its functions see of the broker is said once. */
export class WorkerLog {
  readonly #setup: LogSetup;
  readonly #last = new Map<string, HostState>();
  readonly #down = new Set<string>();
  /** Why it is away, as far as that was said. */
  #why: string | null = null;
  readonly #warned = new Set<string>();

  constructor(setup: LogSetup) {
    this.#setup = setup;
  }

  /** @param digest of the function’s code */
  said(digest: string, state: HostState): void {
    const { say, broker, leaseMs } = this.#setup;
    const before = this.#last.get(digest);
    this.#last.set(digest, state);
    const line = before === undefined ? cameWords(state, broker, leaseMs) : stateWords(before, state);
    if (line !== null) say(line);
  }

  lineIs(digest: string, isUp: boolean, why: string | null): void {
    const wasUp = this.#down.size === 0;
    if (isUp) this.#down.delete(digest);
    else this.#down.add(digest);
    const isNews = !isUp && why !== null && why !== this.#why;
    if (isNews || wasUp !== (this.#down.size === 0)) this.#setup.say(lineWords(isUp, why));
    if (isNews || this.#down.size === 0) this.#why = why;
  }

  readonly warn = ({ message, hint }: Warning): void => {
    const line = `warning: ${message}${hint === null ? '' : `. ${hint}`}`;
    if (this.#warned.has(line)) return;
    this.#warned.add(line);
    this.#setup.say(line);
  };

  leaving(signal: string): void {
    this.#setup.say(leavingWords(signal));
  }

  /** All have left. */
  left(): void {
    for (const state of this.#last.values()) this.#setup.say(leftWords(state));
  }
}
