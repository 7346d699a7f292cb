import type { KernelClocks, Sample } from '../model/trial/evidence.ts';
import type { Slot } from '../model/trial/plan.ts';
import type { Share } from '../model/trial/workload.ts';
import type { Connection, Engine, EngineSetup, Listener, WorkerExit, WorkerGroup } from './engine.ts';
import { jobOf } from './protocol/job.ts';
import type { FromWorker, JobFault } from './protocol/protocol.ts';

const START_MS = 1;
const UNKNOWN: KernelClocks = {
  runNs: null,
  runDelayNs: null,
  voluntarySwitches: null,
  involuntarySwitches: null,
  allowedCpus: null,
};

/** Workers that are nothing but timers on the given clock: for running a whole session without running anything. */
export const fake: Engine = {
  name: 'fake',
  async open(_slots, setup): Promise<WorkerGroup> {
    const workers: FakeWorker[] = [];
    return {
      connect(slot, listener) {
        const worker = new FakeWorker(slot, setup, listener);
        workers.push(worker);
        return worker;
      },
      async close() {
        for (const worker of workers) worker.kill();
      },
    };
  },
};

class FakeWorker implements Connection {
  readonly #setup: EngineSetup;
  readonly #listener: Listener;
  readonly #fault: JobFault | null;
  readonly #unitMs: number;
  readonly #units: number;
  readonly #share: Share;
  #startNs = 0;
  #unitsDone = 0;
  #gone = false;
  #sample: Sample | null = null;

  constructor(slot: Slot, setup: EngineSetup, listener: Listener) {
    this.#setup = setup;
    this.#listener = listener;
    this.#fault = jobOf(slot, setup).fault;
    const { amount, params } = slot.work;
    this.#unitMs = Number(params.stepMs ?? 1);
    this.#share = (params.share as unknown as Share | undefined) ?? { first: 0, stride: 1 };
    this.#units = 'units' in amount ? amount.units : Math.ceil(amount.durationMs / this.#unitMs);
    const identity = { pid: null, parentPid: null, tid: null, threadId: null, startTicks: null, comm: null };
    setup.clock.after(START_MS, () => this.#send({ type: 'ready', identity }));
    if (setup.profiling !== null) setup.clock.after(START_MS + this.#unitMs, () => this.#warmUp());
  }

  send(message: Parameters<Connection['send']>[0]): void {
    if (message.type === 'leave') return this.#exit({ code: 0, signal: null, error: null });
    if (message.type === 'collect') return this.#sendResults();
    if (message.type !== 'go') return;
    this.#startNs = this.#setup.clock.nowNs();
    this.#send({ type: 'started', startNs: this.#startNs, before: UNKNOWN });
    this.#step();
  }

  unitsDone(): number {
    return this.#unitsDone;
  }

  kill(): void {
    this.#exit({ code: null, signal: 'SIGKILL', error: null });
  }

  #warmUp(): void {
    const nowNs = this.#setup.clock.nowNs();
    const loadedNs = nowNs - this.#unitMs * 1e6;
    this.#send({
      type: 'warm',
      warmUp: { loadedNs, inputsNs: null, firstResultNs: nowNs, roundTripNs: null },
    });
  }

  #step(): void {
    const faultUnit =
      this.#fault?.afterUnits ?? (this.#fault?.afterMs ?? Number.POSITIVE_INFINITY) / this.#unitMs;
    if (this.#unitsDone >= faultUnit) return this.#fail((this.#fault as JobFault).kind);
    if (this.#unitsDone >= this.#units) return this.#finish();
    this.#setup.clock.after(this.#unitMs, () => {
      if (this.#gone) return;
      this.#unitsDone++;
      this.#step();
    });
  }

  #fail(kind: JobFault['kind']): void {
    const unitsDone = this.#unitsDone;
    if (kind === 'throw') this.#send({ type: 'fault', message: 'an injected fault', code: null, unitsDone });
    if (kind === 'exit') this.#exit({ code: 7, signal: null, error: null });
    if (kind === 'oom') this.#exit({ code: null, signal: 'SIGABRT', error: null });
  }

  #finish(): void {
    const sample = {
      startNs: this.#startNs,
      endNs: this.#setup.clock.nowNs(),
      unitsDone: this.#unitsDone,
      before: UNKNOWN,
      after: UNKNOWN,
      pssBytes: null,
      processCpuNs: null,
      digest: `${this.#unitsDone} units`,
      finding: null,
    };
    this.#sample = sample;
    if (this.#setup.profiling === null) return this.#send({ type: 'done', sample });
    this.#send({ type: 'over', usage: { cpuBeforeNs: null, cpuAfterNs: null } });
  }

  /** In virtual time nothing is worked out: each unit gives its own number. */
  #sendResults(): void {
    if (this.#sample === null) return;
    const { first, stride } = this.#share;
    const results = Array.from({ length: this.#unitsDone }, (_, unit) => first + unit * stride);
    this.#send({ type: 'results', results, sentNs: this.#setup.clock.nowNs() });
    this.#send({ type: 'done', sample: this.#sample });
  }

  #send(message: FromWorker): void {
    if (!this.#gone) this.#listener.message(message);
  }

  #exit(end: WorkerExit): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#listener.exit(end);
  }
}
