import type { ComparedRun } from '../../model/documents/compared-run.ts';
import type { ComparedWorkload, Subject } from '../../model/documents/comparison.ts';
import { shortName } from '../../model/engines/engine-names.ts';
import type { Runtime } from '../../model/engines/engine-traits.ts';
import { type EngineName, isEngine, type RanBy } from '../../model/engines/engines.ts';
import type { JsonObject } from '../../model/json.ts';
import type { FoundPython, Machine } from '../../model/machine/machine.ts';
import type { PinMode, Slot, TrialPlan } from '../../model/trial/plan.ts';
import { assignCpus } from '../../scenario-api/plan/assign-cpus.ts';
import { slot, trial } from '../../scenario-api/plan/workers.ts';
import { versionOf } from './request/python/labels.ts';
import type { Revision } from './revision.ts';

/** What a run's workers do, all of them together. */
export interface UnitWork {
  readonly about: ComparedWorkload;
  /** The language of the engines that it runs on. */
  readonly runtime: Runtime;
  /** Those of them that it runs on where none is named, the one that others are held against first. */
  readonly engines: readonly EngineName[];
  /** Those that it runs in, where that isn't Node. */
  readonly interpreters: readonly Interpreter[];
  /** The module that a worker loads, and what it is told. */
  readonly module: string;
  readonly params: JsonObject;
  /** What the units are called with, in Python as JSON; null where they have their indexes alone. */
  readonly inputs: readonly unknown[] | null;
  /** Whether the workers are given a folder of their own. */
  readonly needsScratch: boolean;
  /** About how long one unit may take, in ms: a worker that is silent for five of them counts as hung. */
  readonly unitMs: number;
  /** The one right result of a unit; null where only the engines can be held against each other. */
  readonly expected: ((index: number) => unknown) | null;
  /** Why an engine can't do it, in that interpreter where it isn't Node; null where it can. */
  impossible(engine: EngineName, python: Interpreter | null): string | null;
  /** Where the user's code stands, for error messages; null for built-in work. */
  readonly place: string | null;
  /** The git revision that its code is of; null where it is as it lies there. */
  readonly revision: Revision | null;
}

/** One work, or versions of it; the first is the one that others are held against. */
export type Works = readonly [UnitWork, ...UnitWork[]];

/** A Python, and how it starts processes. */
export interface Interpreter extends FoundPython {
  /** multiprocessing's: `fork`, `spawn`, `forkserver`. */
  readonly startMethod: string;
  /** Why the function can’t be run in its sub-interpreters; null where it can. */
  readonly whyNoInterpreters: string | null;
}

/** What workers run on. */
export interface Runner {
  readonly engine: EngineName;
  /** Null where it is Node. */
  readonly python: Interpreter | null;
}

/** One that takes part, as far as its report has to know it: a function on an engine, or a command. */
export interface Entry {
  readonly label: string;
  readonly workers: number;
  readonly engine: RanBy;
  /** Null where it isn't a function in Python. */
  readonly python: Interpreter | null;
  readonly work: Pick<UnitWork, 'about' | 'revision'> & { readonly runtime: Runtime | null };
}

/** What ran it, as it is called in its language. */
export function ranBy({ engine }: Pick<Entry, 'engine'>): RanBy {
  return isEngine(engine) ? shortName(engine) : engine;
}

/** One that takes part: some work on so many workers. */
export interface Candidate extends Entry {
  readonly engine: EngineName;
  readonly label: string;
  readonly workers: number;
  readonly work: UnitWork;
}

/** Whether they differ in their work, and not in what it runs on. */
export function areOfVersions(candidates: readonly Pick<Entry, 'work'>[]): boolean {
  return new Set(candidates.map(({ work }) => work)).size > 1;
}

/** Whose work a runner does, and in what. */
export function subjectOf(
  { engine, python }: Pick<Entry, 'engine' | 'python'>,
  { about, runtime, revision }: Entry['work'],
): Subject {
  const { name, source } = about;
  const kind = source === 'built-in' || source === 'command' ? source : 'function';
  return {
    kind,
    label: kind === 'function' ? source : name,
    language: languageOf(runtime, source),
    interpreter: python === null ? null : versionOf(python),
    interpreterPath: python?.path ?? null,
    hasGil: python?.hasGil ?? null,
    revision: revision?.hash ?? null,
    startMethod: engine === 'multiprocessing' ? (python?.startMethod ?? null) : null,
  };
}

function languageOf(runtime: Entry['work']['runtime'], source: string): Subject['language'] {
  if (runtime !== 'node') return runtime;
  return TYPESCRIPT.test(source) ? 'typescript' : 'javascript';
}

/** What a source is called that has to be compiled. */
export const TYPESCRIPT = /\.[cm]?tsx?(#|$)/;

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
