import type { LeftProcess, SeriesNotice } from '../../../model/notice.ts';
import type { RunContext } from '../../run-context.ts';
import type { SeriesRun } from '../candidate.ts';
import type { Place } from '../interleave.ts';
import type { CommandCandidate, ShellLine } from './candidate.ts';
import { besideFailure, hasFailed, runFailure, shellMissing } from './failure.ts';
import { Launcher } from './launcher.ts';
import { shellWords, type WatchedRun, watchRun } from './run-command.ts';
import { type SeenRun, seenRun, seriesRun } from './seen-run.ts';
import { NO_SHELL_START, timeShellStart } from './shell-start.ts';

/** How commands are run. */
export interface CommandRules {
  /** How often a run is sampled, in ms. */
  readonly intervalMs: number;
  /** Whether a command that fails is measured all the same. */
  readonly ignoreFailure: boolean;
  /** The shell whose start is taken out of each run; null where none reads the commands. */
  readonly shell: string | null;
}

/** Whose turn it is. */
interface Turn {
  readonly candidate: CommandCandidate;
  /** The candidate's number. */
  readonly index: number;
  /** Null of a warm-up. */
  readonly round: number | null;
}

/** What cleans up after a run that was ended from outside may take so long. */
const CONCLUSION_MS = 10_000;

/** Runs of commands: what each came to, and what was seen of it. */
export class CommandRuns {
  /** What was seen of each run. */
  readonly seen = new Map<SeriesRun, SeenRun>();
  readonly #launcher: Launcher;
  readonly #rules: CommandRules;
  readonly #context: RunContext;
  readonly #left: LeftProcess[] = [];
  #shell = NO_SHELL_START;

  constructor(rules: CommandRules, context: RunContext) {
    this.#rules = rules;
    this.#context = context;
    this.#launcher = new Launcher(context);
  }

  /** Runs that aren't counted. */
  async warmUp(candidates: readonly CommandCandidate[]): Promise<void> {
    const { shell } = this.#rules;
    if (shell !== null) this.#shell = await timeShellStart(shell, this.#launcher, this.#context);
    for (const [index, candidate] of candidates.entries())
      for (let run = 0; run < candidate.warmUps && !this.#context.signal.aborted; run++)
        await this.#once({ candidate, index, round: null });
  }

  async runOnce(candidate: CommandCandidate, at: Place): Promise<SeriesRun | null> {
    const watched = await this.#once({ candidate, index: at.index, round: at.round });
    if (watched === null) return null;
    const run = seriesRun(candidate, at, watched, { shell: this.#shell, context: this.#context });
    this.seen.set(run, seenRun(watched.findings));
    return run;
  }

  /** What a reader should know of them. */
  notices(): SeriesNotice[] {
    const lost = [...this.seen.keys()].filter(({ workNs }) => workNs === 0);
    const labels = [...new Set(lost.map(({ label }) => label))];
    return [
      ...(labels.length === 0 ? [] : [{ code: 'LOST_IN_SHELL_START', labels, ...this.#shell } as const]),
      ...(this.#left.length === 0 ? [] : [{ code: 'PROCESSES_ENDED', processes: this.#left } as const]),
    ];
  }

  close(): void {
    this.#launcher.close();
  }

  /** Prepares, runs and concludes; whatever comes of it, nothing is left behind. */
  async #once(turn: Turn): Promise<WatchedRun | null> {
    let watched: WatchedRun | null = null;
    try {
      watched = await this.#concluded(turn);
      return watched;
    } finally {
      const { label } = turn.candidate;
      const left = await this.#launcher.endAll(watched?.mark ?? null);
      this.#left.push(...left.map((comm) => ({ label, comm })));
    }
  }

  async #concluded(turn: Turn): Promise<WatchedRun | null> {
    const { prepare, conclude } = turn.candidate;
    if (!(await this.#beside(prepare, turn, this.#context))) return null;
    const watched = await this.#run(turn).catch(async (failure) => {
      // What concludes it may fail where it has failed; why it has is what counts.
      await this.#beside(conclude, turn, this.#toConclude()).catch(() => {});
      throw failure;
    });
    return (await this.#beside(conclude, turn, this.#toConclude())) ? watched : null;
  }

  async #run(turn: Turn): Promise<WatchedRun | null> {
    const { candidate, round } = turn;
    const { intervalMs, ignoreFailure } = this.#rules;
    const watched = await watchRun(
      { ...candidate, intervalMs, keepsStdout: round === null },
      this.#launcher,
      this.#context,
    );
    if (watched === null || ignoreFailure || !hasFailed(watched.end)) return watched;
    throw runFailure(candidate.work.about.name, watched.end, round, this.#printed(turn));
  }

  /** Its own time, where the run is to end already. */
  #toConclude(): RunContext {
    const { signal } = this.#context;
    return { ...this.#context, signal: signal.aborted ? AbortSignal.timeout(CONCLUSION_MS) : signal };
  }

  /** @returns whether it came to its end, or there is none */
  async #beside(line: ShellLine | null, turn: Turn, context: RunContext): Promise<boolean> {
    if (line === null) return true;
    const { sh } = context.machine.tools;
    if (sh === null) throw shellMissing(line);
    const { env } = turn.candidate;
    const { intervalMs } = this.#rules;
    const program = { words: shellWords(sh, line), isForeign: false, env, intervalMs, keepsStdout: true };
    const done = await watchRun(program, this.#launcher, context);
    if (done !== null && hasFailed(done.end)) throw besideFailure(line, done.end, this.#printed(turn));
    return done !== null;
  }

  /** The last lines of what it printed, which are shown. */
  #printed({ index }: Turn): readonly string[] {
    const lines = this.#launcher.output.end();
    for (const line of lines)
      this.#context.emit({ type: 'worker-output', worker: index, stream: 'stderr', line });
    return lines;
  }
}
