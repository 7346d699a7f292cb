import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { refusalOf } from '../../../base/refusals/refusal.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { RunContext } from '../../run-context.ts';
import { endGently, MARK, startCommand } from '../../watch/command/command.ts';
import { type Reaper, startReaper } from '../../watch/command/reaper.ts';
import { markedWith } from './marked.ts';
import { HiddenOutput } from './output.ts';

/** A command that runs. Times in ns on the run’s clock. */
export interface Launched {
  readonly pid: number;
  readonly startNs: number;
  readonly ended: Promise<{ readonly end: CommandEnd; readonly atNs: number }>;
}

/** Starts commands, one at a time, without input, their output hidden; and sees to it that none outlives us. */
export class Launcher {
  readonly output = new HiddenOutput();
  readonly #context: RunContext;
  readonly #reaper: Reaper | null;
  readonly #mark = randomUUID();

  constructor(context: RunContext) {
    this.#context = context;
    this.#reaper = startReaper(context.machine.tools.sh, context.sysroot, [], this.mark);
  }

  /** What only the environment of a command's descendants has. */
  get mark(): string {
    return `${MARK}=${this.#mark}`;
  }

  /** @param line what is to be started @throws ConcurError where it can't be */
  async start(line: readonly string[], env: Readonly<Record<string, string>>): Promise<Launched> {
    const { clock, machine } = this.#context;
    const reaper = this.#reaper;
    this.output.clear();
    const { fd } = this.output;
    // The reaper is enough: setpriv would be timed with the command.
    const tools = { setpriv: reaper === null ? machine.tools.setpriv : null };
    let startNs = 0;
    try {
      const command = await startCommand(line, tools, reaper, (file, args) => {
        const child = spawn(file, args, {
          stdio: ['ignore', fd, fd],
          env: { ...this.#context.env, ...env, [MARK]: this.#mark },
        });
        // By now the kernel executes it: what forking us has taken, which grows with our memory, is none of its time.
        startNs = clock.nowNs();
        return child;
      });
      const ended = command.ended.then((end) => ({ end, atNs: clock.nowNs() }));
      return { pid: command.pid, startNs, ended };
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

  /** Ends what is left of all that was started: jobs in the background, too, but no daemons. */
  async endAll(): Promise<void> {
    const { sysroot } = this.#context;
    await endGently(markedWith(this.mark, sysroot), sysroot);
  }

  close(): void {
    this.#reaper?.close();
    this.output.close();
  }
}
