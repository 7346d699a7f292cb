import { ConcurError } from '../../../base/errors/errors.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { RunContext } from '../../run-context.ts';
import type { SeriesRun } from '../candidate.ts';
import type { Place } from '../interleave.ts';
import type { CommandCandidate, ShellLine } from './candidate.ts';
import { Launcher } from './launcher.ts';
import { shellWords, type WatchedRun, watchRun } from './run-command.ts';
import { type SeenRun, seenRun, seriesRun } from './seen-run.ts';
import { shellStartNs } from './shell-start.ts';

/** How commands are run. */
export interface CommandRules {
  /** How often a run is sampled, in ms. */
  readonly intervalMs: number;
  /** Whether a command that fails is measured all the same. */
  readonly ignoreFailure: boolean;
  /** The shell whose start is taken out of each run; null where none reads the commands. */
  readonly shell: string | null;
}

/** Whose turn it is, by the candidate's number, and what that run is called. */
interface Turn {
  readonly index: number;
  readonly which: string;
}

/** Runs of commands: what each came to, and what was seen of it. */
export class CommandRuns {
  /** What was seen of each run. */
  readonly seen = new Map<SeriesRun, SeenRun>();
  readonly #launcher: Launcher;
  readonly #rules: CommandRules;
  readonly #context: RunContext;
  #shellNs = 0;
  #hasFailed = false;

  constructor(rules: CommandRules, context: RunContext) {
    this.#rules = rules;
    this.#context = context;
    this.#launcher = new Launcher(context);
  }

  /** Runs that aren't counted. */
  async warmUp(candidates: readonly CommandCandidate[]): Promise<void> {
    const { shell } = this.#rules;
    if (shell !== null) this.#shellNs = await shellStartNs(shell, this.#launcher, this.#context);
    for (const [index, candidate] of candidates.entries())
      for (let run = 0; run < candidate.warmUps && !this.#context.signal.aborted; run++)
        await this.#once(candidate, { index, which: 'the warm-up' });
  }

  async runOnce(candidate: CommandCandidate, at: Place): Promise<SeriesRun | null> {
    const watched = await this.#once(candidate, { index: at.index, which: `run ${at.round}` });
    if (watched === null) return null;
    const run = seriesRun(candidate, at, watched, { shellNs: this.#shellNs, context: this.#context });
    this.seen.set(run, seenRun(watched.findings));
    return run;
  }

  /** Whatever ended early leaves nothing behind. */
  async close(): Promise<void> {
    if (this.#hasFailed || this.#context.signal.aborted) await this.#launcher.endAll();
    this.#launcher.close();
  }

  async #once(candidate: CommandCandidate, { index, which }: Turn): Promise<WatchedRun | null> {
    const { prepare, conclude, work, env } = candidate;
    if (prepare !== null && !(await this.#beside(prepare, env, index))) return null;
    const watched = await watchRun(candidate, this.#launcher, this.#rules.intervalMs, this.#context);
    if (watched === null) return null;
    if (hasFailed(watched.end) && !this.#rules.ignoreFailure)
      throw this.#failure(index, `${work.about.name} ${howEnded(watched.end)} (${which})`, IGNORE);
    if (conclude !== null && !(await this.#beside(conclude, env, index))) return null;
    return watched;
  }

  /** @returns whether it came to its end */
  async #beside(line: ShellLine, env: CommandCandidate['env'], index: number): Promise<boolean> {
    const sh = this.#context.machine.tools.sh;
    if (sh === null)
      throw new ConcurError('CAPABILITY_MISSING', `${line.flag} needs sh, and it is not in PATH`);
    const program = { words: shellWords(sh, line), isForeign: false, env };
    const done = await watchRun(program, this.#launcher, this.#rules.intervalMs, this.#context);
    if (done !== null && hasFailed(done.end))
      throw this.#failure(index, `${line.flag} ${JSON.stringify(line.line)} ${howEnded(done.end)}`);
    return done !== null;
  }

  /** With what it printed, for the reader: its last line says most. */
  #failure(index: number, message: string, hint?: string): ConcurError {
    this.#hasFailed = true;
    const lines = this.#launcher.output.end();
    for (const line of lines)
      this.#context.emit({ type: 'worker-output', worker: index, stream: 'stderr', line });
    const last = lines.findLast((line) => line.trim() !== '');
    const said = last === undefined ? '' : `: ${last.trim()}`;
    return new ConcurError('USER_CODE', `${message}${said}`, hint === undefined ? {} : { hint });
  }
}

const IGNORE = 'To measure it all the same: --ignore-failure.';

function hasFailed({ code }: CommandEnd): boolean {
  return code !== 0;
}

function howEnded({ code, signal }: CommandEnd): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}
