import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { builtFile } from '../base/package-root.ts';
import type { Slot } from '../model/plan.ts';
import type { Connection, Crew, Engine, EngineSetup, Listener } from './engine.ts';
import { heapLimitMb, jobOf } from './job.ts';
import { readLines } from './lines.ts';
import { ProgressFile } from './progress-file.ts';
import { NO_WRAPPERS_REFUSED, type Refused, refusedBy, wrappersFor } from './wrappers.ts';

/** After a process has ended, this long is enough for what it printed to arrive; a helper of its own may hold the pipe. */
const LAST_OUTPUT_MS = 200;
/** Where a child finds the file of counters: after its three streams and the channel. */
const PROGRESS_FD = 4;

/** Forks: one process each, pinned before its first instruction, and ended by the kernel when we end. */
export const processes: Engine = {
  name: 'processes',
  pinning: 'at-birth',
  async open(slots, setup): Promise<Crew> {
    const progress = ProgressFile.open(Math.max(0, ...slots.map(({ index }) => index)) + 1);
    const workers: ForkedWorker[] = [];
    return {
      connect(slot, listener) {
        const worker = new ForkedWorker(slot, setup, progress, listener);
        workers.push(worker);
        return worker;
      },
      async close() {
        for (const worker of workers) worker.kill();
        progress?.close();
      },
    };
  },
};

class ForkedWorker implements Connection {
  readonly #slot: Slot;
  readonly #setup: EngineSetup;
  readonly #progress: ProgressFile | null;
  readonly #listener: Listener;
  #child: ChildProcess;
  #killed = false;
  #heard = false;

  constructor(slot: Slot, setup: EngineSetup, progress: ProgressFile | null, listener: Listener) {
    this.#slot = slot;
    this.#setup = setup;
    this.#progress = progress;
    this.#listener = listener;
    this.#child = this.#start(NO_WRAPPERS_REFUSED);
  }

  send(message: Parameters<Connection['send']>[0]): void {
    // A child that is just ending closes the channel first: its exit tells the rest.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  unitsDone(): number | null {
    return this.#progress?.read(this.#slot.index) ?? null;
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  #start(refused: Refused): ChildProcess {
    const wrappers = wrappersFor(this.#slot.cpu, this.#setup.tools, refused);
    const [execPath = process.execPath, ...rest] = [...wrappers, process.execPath];
    const heapMb = heapLimitMb(this.#slot);
    const child = fork(
      builtFile('worker', 'fork.cjs'),
      [
        JSON.stringify(jobOf(this.#slot, this.#setup)),
        ...(this.#progress === null ? [] : [`${PROGRESS_FD}`]),
      ],
      {
        execPath,
        execArgv: heapMb === null ? rest : [...rest, `--max-old-space-size=${heapMb}`],
        env: this.#setup.env,
        // What the user's functions take and give is more than JSON can say.
        serialization: this.#setup.profiling === null ? 'json' : 'advanced',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(this.#progress === null ? [] : [this.#progress.fd])],
      },
    );
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
    child.on('message', (message) => {
      this.#heard = true;
      this.#listener.message(message as Parameters<Listener['message']>[0]);
    });
    let ended = false;
    const end = async (code: number | null, signal: string | null, error: Error | null) => {
      if (ended) return;
      ended = true;
      await Promise.race([printed, delay(LAST_OUTPUT_MS)]);
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

  /** A wrapper that says no ends before Node begins: the worker then starts without it, and the refusal is told. */
  #restartWithout(refused: Refused, firstLines: readonly string[]): boolean {
    if (this.#heard || this.#killed) return false;
    const refusal = refusedBy(firstLines);
    if (refusal === null || refused[refusal.wrapper]) return false;
    if (refusal.wrapper === 'taskset') this.#listener.pinRefused(refusal.why);
    this.#child = this.#start({ ...refused, [refusal.wrapper]: true });
    return true;
  }
}
