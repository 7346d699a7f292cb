import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { shellWord } from '../../src/engine/threads/pinner.ts';
import { NODE } from '../harness/concur.ts';
import { Terminal } from '../harness/terminal.ts';
import { isSubject, workersOf } from './processes.ts';
import { argvOf, PROGRAMS, programOf, type Subject, type Work } from './subjects.ts';

/** What shells can put around a subject. */
export interface Wrapping {
  /** Words before the shell that runs all the rest. */
  readonly outside?: string;
  /** Commands before the subject. */
  readonly before?: string;
  /** Words before the subject. */
  readonly wrap?: string;
  /** Commands after the subject. */
  readonly after?: string;
  /** Where its streams go. Else stdout goes to a file, and the rest stays on the terminal. */
  readonly streams?: string;
  readonly columns?: number;
  /** More of concur's own options. */
  readonly options?: readonly string[];
}

/** What came of it. */
export interface Ending {
  /** Its exit code as a shell sees it: 128 and more for signals. Null where the terminal went with it. */
  readonly code: number | null;
  readonly stdout: string;
  /** All that its terminal has shown, and what went to a file instead. */
  readonly said: string;
  /** The same as bytes. */
  readonly bytes: string;
  /** Exported files by their names. */
  readonly exports: ReadonlyMap<string, string>;
  /** What was alive when the patience with it ended, and how long after the end the last one went. */
  readonly orphans: readonly string[];
  readonly orphansGoneMs: number;
  /** When it had ended: milliseconds on the clock of `performance`. */
  readonly endedMs: number;
  /** What each process of a watched command has added up. */
  readonly sums: readonly number[];
  /** The terminal's lines as they were written, those that it wrapped in one piece. */
  readonly lines: readonly string[];
  /** The terminal's modes before and after; the same string twice where all is as it was. */
  readonly modes: readonly [string, string];
}

/** The exit code by which it tells SIGKILL. */
export const KILLED = 137;

/** What its shell says when it is back. */
const ENDED = /^\[exit (\d+)\]$/m;
const [ROWS, COLUMNS] = [90, 220];
const LONGEST_MS = 45_000;
const ORPHANS_MS = 2_000;

/** A subject at work on a real pseudo-terminal, in a folder of its own. */
export class FaultedRun {
  readonly folder = mkdtempSync(join(tmpdir(), 'concur-fault-'));
  readonly terminal: Terminal;
  readonly subject: Subject;
  readonly work: Work;
  #modes = '';

  constructor(subject: Subject, work: Work, columns = COLUMNS) {
    this.subject = subject;
    this.work = work;
    mkdirSync(this.file('exports'));
    mkdirSync(this.file('at-work'));
    // Subjects without rights write here, too.
    for (const name of ['.', 'exports', 'at-work']) chmodSync(this.file(name), 0o777);
    this.terminal = new Terminal(columns, ROWS);
  }

  static async start(subject: Subject, work: Work, around: Wrapping = {}): Promise<FaultedRun> {
    const run = new FaultedRun(subject, work, around.columns);
    writeFileSync(run.file('run.sh'), run.#script(around));
    const { terminal } = run;
    terminal.type(`bind 'set enable-bracketed-paste off'; cd ${run.folder}; clear; echo here`);
    await terminal.shows(/^here$/);
    await delay(50);
    run.#modes = terminal.modes();
    terminal.record(run.file('bytes'));
    // CAN ends the escape sequence in the middle of which SIGKILL may have come; EL takes what a smaller terminal has wrapped there.
    terminal.type(`PROMPT_COMMAND='printf "\\030\\n\\033[K[exit %s]\\n" "$?"'; . ./run.sh`);
    return run;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Resolves with the subject's PID once it is there; null where it has ended before anybody saw it. */
  async pid(): Promise<number | null> {
    for (const hasEnded = this.#watchFor(ENDED); ; await delay(5)) {
      const pid = Number(this.#read('pid'));
      if (pid > 0 && isSubject(pid)) return pid;
      if (hasEnded()) return null;
    }
  }

  /** Resolves with the PID of the program, and those of its worker processes, when all workers are at work. */
  async atWork(): Promise<{ parent: number; workers: readonly number[] }> {
    const parent = await this.pid();
    if (parent === null) throw new Error('it ended before it was at work');
    if (programOf(this.subject) === 'demo') await this.says(/[1-9]\d* %|ready[\s\S]*ready/);
    else while (readdirSync(this.file('at-work')).length < 2) await delay(5);
    // While processes come and go, the kernel's list of a thread's children may lack some (proc_pid_task(5)).
    let workers = workersOf(parent);
    for (let tries = 0; !this.subject.endsWith('threads') && workers.length < 2; tries++) {
      if (tries > 100) throw new Error(`${workers.length} workers were found`);
      await delay(10);
      workers = workersOf(parent);
    }
    return { parent, workers };
  }

  pause(ms: number): Promise<void> {
    return delay(ms);
  }

  /** Resolves once it has said so. @returns milliseconds that this took */
  async says(pattern: RegExp): Promise<number> {
    const startMs = performance.now();
    for (const hasSaid = this.#watchFor(pattern); !hasSaid(); await delay(20)) {
      if (performance.now() - startMs > LONGEST_MS)
        throw new Error(`it never said ${pattern}:\n${this.said()}`);
    }
    return performance.now() - startMs;
  }

  /** Whether it has said so by now, to be asked often: tmux, which costs milliseconds, is asked only where there is more. */
  #watchFor(pattern: RegExp): () => boolean {
    let [seen, isSaid] = [-1, false];
    return () => {
      const written = this.#written();
      if (written !== seen) isSaid = pattern.test(this.said());
      seen = written;
      return isSaid;
    };
  }

  /** How many bytes it has put on its terminal and into the file that its stderr may be. */
  #written(): number {
    const sizeOf = (name: string) => statSync(this.file(name), { throwIfNoEntry: false })?.size ?? 0;
    return sizeOf('bytes') + sizeOf('stderr');
  }

  /** Resolves with what came of it, when it has ended or `LONGEST_MS` are over. */
  async end(): Promise<Ending> {
    await this.says(ENDED);
    const endedMs = performance.now();
    const orphans = await this.terminal.orphans(ORPHANS_MS);
    const orphansGoneMs = performance.now() - endedMs;
    let modes = this.terminal.modes();
    for (let tries = 0; modes !== this.#modes && tries < 10; tries++) {
      // What a watched command has started may end a moment later, and sets the line back then, as every Node does.
      if (tries === 5 && programOf(this.subject) === 'watch') this.terminal.key('Enter');
      await delay(100);
      modes = this.terminal.modes();
    }
    return this.#ending({ orphans, orphansGoneMs, endedMs, modes: [this.#modes, modes] });
  }

  /** The same where the terminal is taken away from it. */
  async endsWithout(): Promise<Ending> {
    this.terminal.close();
    const endedMs = performance.now();
    const orphans = await this.terminal.orphans(ORPHANS_MS);
    const orphansGoneMs = performance.now() - endedMs;
    return this.#ending({ orphans, orphansGoneMs, endedMs, modes: ['', ''] });
  }

  close(): void {
    this.terminal.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #ending(rest: Pick<Ending, 'orphans' | 'orphansGoneMs' | 'endedMs' | 'modes'>): Ending {
    const said = this.said();
    const code = this.#code();
    // Where the folder was in a mount of its own, what was left in it has been copied.
    const folder = existsSync(this.file('exported')) ? 'exported' : 'exports';
    const exports = readdirSync(this.file(folder)).map(
      (name) => [name, this.#read(join(folder, name))] as const,
    );
    return {
      code,
      stdout: this.#read('stdout'),
      said: code === null ? said : said.slice(0, said.search(ENDED)),
      bytes: this.#read('bytes'),
      lines: this.#lines(),
      sums: this.#read('sums').trim().split('\n').map(Number),
      exports: new Map(exports),
      ...rest,
    };
  }

  /** All that its terminal shows and has shown, after what it said in a file. */
  said(): string {
    return [this.#read('stderr'), ...this.#lines()].join('\n');
  }

  /** What its shell has told; null where it hasn't, or its terminal is gone. */
  #code(): number | null {
    const [, code] = ENDED.exec(this.said()) ?? [];
    return code === undefined ? null : Number(code);
  }

  #lines(): string[] {
    try {
      return this.terminal.lines();
    } catch {
      // Its terminal is gone.
      return [];
    }
  }

  #read(name: string): string {
    return existsSync(this.file(name)) ? readFileSync(this.file(name), 'utf8') : '';
  }

  #script({ outside = '', before = ':', wrap = '', after, streams = '> stdout', options = [] }: Wrapping) {
    const words = [NODE, ...argvOf(this.subject, this.work, options)].map(shellWord).join(' ');
    const run =
      after === undefined
        ? `echo $$ > ${this.file('pid')}; exec ${wrap} "$@"`
        : `${wrap} "$@"; code=$?; ${after}; exit $code`;
    return [
      `export FAULT_FOLDER=${this.folder} PROGRAMS=${PROGRAMS} NODE=${NODE} FAULT_WORK=${this.work}`,
      `${outside} bash -c ${shellWord(`${before}\n${run}`)} bash ${words} ${streams}`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
      'return "${PIPESTATUS[0]}"',
    ].join('\n');
  }
}
