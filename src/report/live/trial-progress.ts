import { ENGINES } from '../../model/engines/engines.ts';
import type { Progress, RunEvent } from '../../model/trial/events.ts';
import { type Identity, type WorkerFault, wasInterrupted } from '../../model/trial/evidence.ts';
import type { Slot } from '../../model/trial/plan.ts';
import { labelWidthOf, type Meter, type Meters } from './meter.ts';

export type WorkerPhase = 'starting' | 'ready' | 'working' | 'done' | 'failed' | 'stopped';

/** What a view has to know of one worker. */
export interface ProgressRow {
  readonly slot: Slot;
  phase: WorkerPhase;
  identity: Identity | null;
  fault: WorkerFault | null;
  finalUnits: number | null;
  endMs: number | null;
}

/** The state of the trial that is running, folded from events: what bars and lines are drawn from. */
export class TrialProgress implements Meters {
  readonly rows: readonly ProgressRow[];
  readonly #progress: (worker: number) => Progress;
  readonly #nowMs: () => number;
  readonly #labelWidth: number;
  #goMs: number | null = null;

  constructor(event: Extract<RunEvent, { type: 'trial-start' }>, nowMs: () => number) {
    this.rows = event.trial.slots.map((slot) => ({
      slot,
      phase: 'starting',
      identity: null,
      fault: null,
      finalUnits: null,
      endMs: null,
    }));
    this.#progress = event.progress;
    this.#nowMs = nowMs;
    this.#labelWidth = labelWidthOf(event.trial.slots.map(({ name }) => name));
  }

  /** Takes in one event. @returns the row whose worker changed its state, or null */
  take(event: RunEvent): ProgressRow | null {
    if (event.type === 'trial-go') {
      this.#goMs = this.#nowMs();
      for (const row of this.rows) if (row.phase === 'ready') row.phase = 'working';
    }
    if (!('worker' in event)) return null;
    const row = this.rows[event.worker];
    if (row === undefined || event.type === 'worker-output') return null;
    if (event.type === 'worker-ready') {
      row.identity = event.identity;
      row.phase = 'ready';
      return row;
    }
    row.finalUnits = event.unitsDone;
    row.endMs = this.#nowMs();
    row.fault = event.type === 'worker-failed' ? event.fault : null;
    row.phase = row.fault === null ? 'done' : wasInterrupted(row.fault) ? 'stopped' : 'failed';
    return row;
  }

  get count(): number {
    return this.rows.length;
  }

  nameOf(index: number): string {
    return this.rows[index]?.slot.name ?? '';
  }

  meters(most: number): Meter[] {
    return this.rows.slice(0, most).map((row) => this.meterOf(row));
  }

  progressOf(row: ProgressRow): Progress {
    return this.#progress(row.slot.index);
  }

  meterOf(row: ProgressRow): Meter {
    const { slot, phase, identity, fault } = row;
    const started = phase === 'working' || phase === 'done';
    return {
      label: slot.name,
      labelWidth: this.#labelWidth,
      progress: this.progressOf(row),
      elapsedMs: this.#goMs === null ? 0 : (row.endMs ?? this.#nowMs()) - this.#goMs,
      note: fault !== null ? failureText(row) : started ? null : phase,
      failed: phase === 'failed' && slot.fault?.partOfExperiment !== true,
      identity: identityText(slot, identity),
    };
  }

  /** All workers' progress as one bar. */
  total(hidden: number): Meter {
    const elapsedMs = this.#goMs === null ? 0 : this.#nowMs() - this.#goMs;
    const all = this.rows.map((row) => this.progressOf(row));
    return totalOf(all, { hidden, elapsedMs, labelWidth: this.#labelWidth });
  }
}

/** Several meters as one. */
export function totalOf(
  all: readonly Progress[],
  { hidden, elapsedMs, labelWidth }: { hidden: number; elapsedMs: number; labelWidth: number },
): Meter {
  const label = hidden === 0 ? 'total' : `+${hidden} more`;
  return {
    label,
    labelWidth: Math.max(labelWidth, label.length),
    progress: {
      done: Math.round(all.reduce((sum, { done }) => sum + done, 0)),
      total: all.reduce((sum, { total }) => sum + total, 0),
      of: all[0]?.of ?? 'units',
    },
    elapsedMs,
    note: null,
    failed: false,
    identity: '',
  };
}

function failureText({ slot, phase, identity, fault }: ProgressRow): string {
  const who = identityText(slot, identity);
  return `${howItEnded(slot, phase)}${who === '' ? '' : ` (${who})`}: ${fault?.message ?? 'unknown'}`;
}

/** A worker's early end in a word or two: not every end is a failure. */
export function howItEnded({ fault }: Slot, phase: WorkerPhase): string {
  if (phase === 'stopped') return 'stopped';
  return fault?.partOfExperiment === true ? 'ended on purpose' : 'FAILED';
}

/** `CPU 0 PID 12 TID 13`, as far as it is known. */
export function identityText({ cpu, engine }: Slot, identity: Identity | null): string {
  const parts = cpu === null || ENGINES[engine].pinning === 'unsupported' ? [] : [`CPU ${cpu}`];
  if (identity !== null && identity.pid !== null) parts.push(`PID ${identity.pid}`);
  if (identity !== null && identity.tid !== null && identity.tid !== identity.pid)
    parts.push(`TID ${identity.tid}`);
  return parts.join(' ');
}
