import type { ConcurError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { refusalOf } from '../../../base/refusals/refusal.ts';
import type { Connection, Listener, WorkerExit } from '../../../engine/engine.ts';
import type { Echo, FromWorker, WarmUp, WorkUsage } from '../../../engine/protocol/protocol.ts';
import { listBuffers, restoreBuffers } from '../../../engine/transport/buffers.ts';
import type { Emit } from '../../../model/trial/events.ts';
import type { Identity, KernelClocks, Sample, WorkerFault } from '../../../model/trial/evidence.ts';
import type { Slot } from '../../../model/trial/plan.ts';
import { Milestones } from './milestones.ts';
import { type Results, resultsOf } from './results.ts';
import { FatalDump, faultOf } from './worker-fault.ts';

/**
 * The parent's view of one worker, from its launch to its end: what it said, how it ended. Every engine's workers go
 * through the same states, because engines only carry messages.
 */
export class WorkerHandle implements Listener {
  readonly slot: Slot;
  identity: Identity | null = null;
  startNs: number | null = null;
  before: KernelClocks | null = null;
  sample: Sample | null = null;
  fault: WorkerFault | null = null;
  /** Where in the user's code its fault comes from, in full; null where there is nothing to show. */
  trace: string | null = null;
  pinRefusal: string | null = null;
  /** Why it couldn’t be started at all, where the environment refuses that. */
  startRefusal: ConcurError | null = null;
  exitNs: number | null = null;
  warmUp: WarmUp | null = null;
  /** When its inputs were sent to it. */
  inputsSentNs: number | null = null;
  /** What its process used, once its work is over. */
  usage: WorkUsage | null = null;
  results: Results | null = null;
  readonly milestones = new Milestones();
  /** Reads its clocks from outside, at the last moment: called before we end it, and when it has failed and so tells none. */
  sampleLast: () => void = () => {};

  readonly #emit: Emit;
  readonly #nowNs: () => number;
  #connection: Connection | null = null;
  #reportedUnits = 0;
  #isKilled = false;
  readonly #fatalDump = new FatalDump();
  readonly #inputs: readonly unknown[] | null;

  /** @param inputs what its units are called with, or null where they have no inputs */
  constructor(slot: Slot, emit: Emit, nowNs: () => number, inputs: readonly unknown[] | null = null) {
    this.slot = slot;
    this.#inputs = inputs;
    this.#emit = emit;
    this.#nowNs = nowNs;
  }

  get gone(): Promise<void> {
    return this.milestones.gone;
  }

  attach(connection: Connection): void {
    this.#connection = connection;
  }

  get isOver(): boolean {
    return this.sample !== null || this.fault !== null;
  }

  get unitsDone(): number {
    if (this.sample !== null) return this.sample.unitsDone;
    return Math.max(this.#reportedUnits, this.#connection?.unitsDone() ?? 0);
  }

  go(): void {
    if (!this.isOver) this.#connection?.send({ type: 'go' });
  }

  /** Sends it what its units are called with. */
  handOver(): void {
    if (this.#inputs === null || this.isOver) return;
    this.inputsSentNs = this.#nowNs();
    try {
      this.#connection?.send(listBuffers({ type: 'inputs', inputs: this.#inputs }));
    } catch (error) {
      const message = `its inputs can’t be sent to a worker: ${messageOf(error)}`;
      this.end({ message, code: 'NOT_CLONEABLE', signal: null });
    }
  }

  /** Lets it send its results. */
  collect(): void {
    if (!this.isOver) this.#connection?.send({ type: 'collect' });
  }

  leave(): void {
    if (this.exitNs === null) this.#connection?.send({ type: 'leave' });
  }

  kill(): void {
    this.#isKilled = true;
    if (this.exitNs !== null) return;
    if (!this.isOver) this.sampleLast();
    this.#connection?.kill();
  }

  /** Ends the worker for a reason of ours, which becomes its fault unless its work is already over. */
  end(fault: WorkerFault): void {
    if (!this.isOver) this.#fail(fault);
    this.kill();
  }

  message(message: FromWorker): void {
    restoreBuffers(message);
    switch (message.type) {
      case 'ready':
        this.identity = message.identity;
        this.#emit({ type: 'worker-ready', worker: this.slot.index, identity: message.identity });
        return this.milestones.passReady();
      case 'warm':
        this.warmUp = message.warmUp;
        this.inputsSentNs = message.warmUp.inputsSentNs ?? this.inputsSentNs;
        return this.milestones.passWarm();
      case 'echo':
        return this.#sendBack(message);
      case 'over':
        this.usage = message.usage;
        return this.milestones.passOver();
      case 'results':
        this.results = resultsOf(message, this.#nowNs());
        return;
      case 'started':
        this.startNs = message.startNs;
        this.before = message.before;
        return;
      case 'progress':
        this.#reportedUnits = message.unitsDone;
        return;
      case 'done':
        return this.#finish(message.sample);
      case 'fault':
        this.#reportedUnits = message.unitsDone;
        this.trace ??= message.trace ?? null;
        return this.#fail({ message: message.message, code: message.code, signal: null });
    }
  }

  output(stream: 'stdout' | 'stderr', line: string): void {
    if (stream === 'stderr' && this.#fatalDump.takes(line)) return;
    this.#emit({ type: 'worker-output', worker: this.slot.index, stream, line });
  }

  pinRefused(why: string): void {
    this.pinRefusal = why;
  }

  exit(end: WorkerExit): void {
    this.exitNs = this.#nowNs();
    if (this.identity === null) this.startRefusal = refusalOf(end.error);
    if (!this.isOver || end.error !== null) {
      this.#fail(faultOf(end, this.identity !== null, this.#fatalDump.isOutOfMemory));
    }
    this.milestones.passGone();
  }

  #sendBack(echo: Echo): void {
    const memory = ArrayBuffer.isView(echo.payload) ? echo.payload.buffer : echo.payload;
    this.#connection?.send(echo, echo.isTransferred ? [memory as ArrayBuffer] : []);
  }

  #finish(sample: Sample): void {
    if (this.isOver) return;
    this.sample = sample;
    this.#emit({ type: 'worker-done', worker: this.slot.index, unitsDone: sample.unitsDone });
    this.milestones.passEnded();
  }

  /** What its work has left behind may fail when that is done, as long as nobody has ended it. */
  #fail(fault: WorkerFault): void {
    if (this.fault !== null || (this.sample !== null && this.#isKilled)) return;
    if (!this.isOver) this.sampleLast();
    this.fault = fault;
    this.#emit({ type: 'worker-failed', worker: this.slot.index, unitsDone: this.unitsDone, fault });
    this.milestones.fail();
  }
}
