import type { ComparedRun, ComparedWorkload } from '../../model/documents/comparison.ts';
import type { EngineName } from '../../model/engines/engines.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { PinMode, Slot, TrialPlan } from '../../model/trial/plan.ts';
import { assignCpus } from '../../scenario-api/plan/assign-cpus.ts';
import { slot, trial } from '../../scenario-api/plan/workers.ts';

/** What a run's workers do, all of them together. */
export interface UnitWork {
  readonly about: ComparedWorkload;
  /** The module that a worker loads, and what it is told. */
  readonly module: string;
  readonly params: JsonObject;
  /** What the units are called with; null where they have their indexes alone. */
  readonly inputs: readonly unknown[] | null;
  /** Whether the workers are given a folder of their own. */
  readonly needsScratch: boolean;
  /** About how long one unit may take, in ms: a worker that is silent for five of them counts as hung. */
  readonly unitMs: number;
  /** The one right result of a unit; null where only the engines can be held against each other. */
  readonly expected: ((index: number) => unknown) | null;
  /** Why an engine can't do it, or null where it can. */
  impossible(engine: EngineName): string | null;
  /** Where the user's code stands, for error messages; null for built-in work. */
  readonly place: string | null;
}

/** One that takes part: some work on so many workers of an engine. */
export interface Candidate {
  readonly label: string;
  readonly engine: EngineName;
  readonly workers: number;
  readonly work: UnitWork;
}

/** How the runs are laid out. */
export interface Layout {
  readonly cpus: readonly number[];
  readonly pin: PinMode;
  readonly warmUpMs: number;
}

/**
 * The trial of one run. The units are dealt out like cards, so that work that grows with its index is shared evenly:
 * of k workers, number w does w, w + k, w + 2k, …
 */
export function planRun(candidate: Candidate, layout: Layout, machine: Machine): TrialPlan {
  const { label, engine, workers, work } = candidate;
  const cpus = assignCpus(workers, layout.pin, layout.cpus, machine.siblingGroups);
  const slots = cpus.map((cpu, index) =>
    slot(index, {
      name: `${label} ${index}`,
      engine,
      cpu,
      work: {
        module: work.module,
        params: { ...work.params, share: { first: index, stride: workers } },
        amount: { units: shareOf(work.about.units, index, workers) },
        unitMs: work.unitMs,
      },
    }),
  );
  return trial(label, slots, {
    scratch: work.needsScratch ? { settleMs: 0 } : null,
    profiling: { warmUpMs: layout.warmUpMs, hasInputs: work.inputs !== null },
  });
}

/** Deals the inputs out, and gives each worker its own in their order. */
export function inputsOf({ work, workers }: Candidate): (slot: Slot) => readonly unknown[] | null {
  const { inputs } = work;
  if (inputs === null) return () => null;
  const hands = Array.from({ length: workers }, (): unknown[] => []);
  inputs.forEach((input, unit) => {
    hands[unit % workers]?.push(input);
  });
  return ({ index }) => hands[index] ?? [];
}

/** How many of `units` worker `index` of `workers` does. */
export function shareOf(units: number, index: number, workers: number): number {
  return Math.floor((units - index - 1) / workers) + 1;
}

/** One run of a series, and how many workers it had. */
export interface SeriesRun extends ComparedRun {
  readonly workers: number;
}
