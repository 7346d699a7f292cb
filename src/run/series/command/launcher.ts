import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { refusalOf } from '../../../base/refusals/refusal.ts';
import { clearInterval, setInterval } from '../../../base/time/real.ts';
import { ownClocks } from '../../../machine/own/kernel.ts';
import { nameIn } from '../../../machine/proc/proc-text.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { RunContext } from '../../run-context.ts';
import { endGently, MARK, startCommand } from '../../watch/command/command.ts';
import { type Reaper, startReaper } from '../../watch/command/reaper.ts';
import { hasMark, markedWith } from './marked.ts';
import { HiddenOutput } from './output.ts';

/** A command that runs. Times in ns on the run’s clock. */
export interface Launched {
  readonly pid: number;
  /** What only the environment of its descendants has. */
  readonly mark: string;
  readonly startNs: number;
  readonly ended: Promise<{ readonly end: CommandEnd; readonly atNs: number }>;
}

/** Some programs print gigabytes in a second: where all of it is kept, its length is looked at so often; else with each sample. */
const BOUND_MS = 5;

/** What is to be started. */
export interface Launch {
  readonly line: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether what it prints is kept; else only what it prints to stderr: writing to a file takes time that /dev/null doesn't. */
  readonly keepsStdout: boolean;
}

/** Starts commands, one at a time, without input, their output hidden; and sees to it that none outlives us. */
export class Launcher {
  readonly output = new HiddenOutput();
  readonly #context: RunContext;
  readonly #reaper: Reaper | null;
  readonly #id = randomUUID();
  #starts = 0;

  constructor(context: RunContext) {
    this.#context = context;
    this.#reaper = startReaper(context.machine.tools.sh, context.sysroot, [], `${MARK}=${this.#id}`);
  }

  /** @throws ConcurError where it can't be started */
  async start({ line, env, keepsStdout }: Launch): Promise<Launched> {
    const { clock, machine } = this.#context;
    const reaper = this.#reaper;
    this.output.clear();
    const { fd } = this.output;
    this.#starts++;
    const id = `${this.#id}.${this.#starts}.`;
    // The reaper is enough: setpriv would be timed with the command.
    const tools = { setpriv: reaper === null ? machine.tools.setpriv : null };
    let startNs = 0;
    try {
      const command = await startCommand(line, tools, reaper, (file, args) => {
        const since = begunSince(clock);
        const child = spawn(file, args, {
          stdio: ['ignore', keepsStdout ? fd : 'ignore', fd],
          env: { ...this.#context.env, ...env, [MARK]: id },
        });
        startNs = since();
        return child;
      });
      const guard = keepsStdout ? setInterval(() => this.output.bound(), BOUND_MS) : undefined;
      const ended = command.ended.then((end) => {
        clearInterval(guard);
        return { end, atNs: clock.nowNs() };
      });
      return { pid: command.pid, mark: `${MARK}=${id}`, startNs, ended };
    } catch (error) {
      const why = `${line[0]} can’t be started: ${messageOf(error)}`;
      throw refusalOf(error) ?? new ConcurError('NOT_RUNNABLE', why);
    }
  }

  /** Who has to go when we are killed. */
  follow(pids: readonly number[]): void {
    this.#reaper?.follow(pids);
    this.output.bound();
  }

  /**
   * Ends what is left of all that was started: jobs in the background, too, but no daemons.
   * @returns the kernel’s names of those that have this mark
   */
  async endAll(mark: string | null): Promise<string[]> {
    const { sysroot } = this.#context;
    // All of /proc is read for this: once for both.
    const left = markedWith(`${MARK}=${this.#id}`, sysroot);
    const named = left.filter((pid) => mark !== null && hasMark(mark, pid, sysroot));
    const names = named.map((pid) => nameIn(sysroot.read(`/proc/${pid}/comm`) ?? ''));
    await endGently(left, sysroot);
    return names;
  }

  close(): void {
    this.#reaper?.close();
    this.output.close();
  }
}

/**
 * Tells, of a program that is being started, when the kernel began to execute it, in ns on the run’s clock. What forking us
 * has taken, which grows with our memory, is none of its time; but what we have waited for a core since (D) is: on a busy
 * machine it runs before we do again.
 */
function begunSince(clock: RunContext['clock']): () => number {
  const [beforeNs, { runDelayNs: delayedBefore }] = [clock.nowNs(), ownClocks()];
  return () => {
    const [nowNs, { runDelayNs: delayed }] = [clock.nowNs(), ownClocks()];
    const waitedNs = delayed === null || delayedBefore === null ? 0 : delayed - delayedBefore;
    return Math.max(beforeNs, nowNs - waitedNs);
  };
}
