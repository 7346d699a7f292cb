import { ConcurError } from '../../../base/errors/errors.ts';
import type { SeriesPlan } from '../../../model/documents/comparison.ts';
import type { Exit } from '../../../model/documents/report.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { RunContext } from '../../../run/run-context.ts';
import { type Entry, ranBy, type UnitWork } from '../../../run/series/candidate.ts';
import { type SeriesSetting, settingOf } from '../../../run/series/request/setting.ts';
import type { SeriesRules } from '../../../run/series/rules.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { EXIT } from '../../exit-codes.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { Asked } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import type { Here } from '../../setting/here.ts';
import { resolveSetting } from '../../setting/resolve-setting.ts';

/** A series that was asked for, whatever takes part in it: functions, or commands. */
export interface AskedSeries<Found> extends Asked {
  /** What would run. */
  dry(): Found;
  run(stage: Stage): Promise<Found>;
}

/** What a series is of, and how it runs. */
interface SeriesSubject {
  readonly machine: Machine;
  readonly work: NamedWork;
  readonly setting: SeriesSetting;
}

/** Work, as errors name it. */
type NamedWork = Pick<UnitWork, 'place' | 'about'>;

/** Runs a series on the real machine. @throws ConcurError (TIMED_OUT) where it was over before its first run */
export async function runSeries<Found extends { readonly runs: readonly unknown[] }>(
  { machine, setting, work }: SeriesSubject,
  stage: Stage,
  run: (context: RunContext, rules: SeriesRules) => Promise<Found>,
): Promise<Found> {
  const context = await stage.runContext({ machine, cpus: setting.layout.cpus, seed: setting.seed });
  const found = await run(context, setting.rules(context.clock.nowNs()));
  checkTimeout(stage.ended(), found.runs, work);
  return found;
}

/**
 * A run that `--timeout` ended before the first figures: the user's code is the likely reason, so it is named.
 * @param takesUnits whether the command has --units
 */
export function checkTimeout(
  ended: Exit | null,
  runs: readonly unknown[],
  { place, about }: NamedWork,
  takesUnits = about.source !== 'command',
): void {
  if (ended?.code !== EXIT.timedOut || runs.length > 0) return;
  const did = about.source === 'command' ? 'ended once' : 'returned once';
  const hint = `Check that it ends. Use a longer --timeout${takesUnits ? ', or fewer units (--units)' : ''}.`;
  throw new ConcurError('TIMED_OUT', `${ended.reason} before ${place ?? about.name} ${did}`, { hint });
}

/** The machine with the user's Python, where the work is in Python: the first of those that it runs in. */
export function withPython(
  machine: Machine,
  { interpreters: [python] }: Pick<UnitWork, 'interpreters'>,
): Machine {
  if (python === undefined) return machine;
  const { startMethod: _, whyNoInterpreters: __, ...found } = python;
  return { ...machine, python: found };
}

/** What would run. */
export function planOf(
  { setting }: Pick<SeriesSubject, 'setting'>,
  candidates: readonly Entry[],
): SeriesPlan {
  return {
    candidates: candidates.map((entry) => ({
      label: entry.label,
      engine: ranBy(entry),
      workers: entry.workers,
    })),
    mostRuns: setting.rules(0).enoughRuns,
  };
}

/** How a series is to run, checked against what this machine has. */
export function seriesSetting(
  options: TypedOptions,
  { machine, sysroot }: Pick<Here, 'machine' | 'sysroot'>,
): SeriesSetting {
  const { cpus, workers, pin, seed, quick } = resolveSetting(options, machine, sysroot);
  return settingOf({
    // Real programs are not pinned; `--cores` means these CPUs, so somebody has to hold the workers there.
    pin: pin ?? (options.cores === undefined ? 'none' : 'spread'),
    cpus,
    workers,
    seed,
    quick,
    runs: options.runs ?? null,
    budgetMs: options.budget ?? null,
  });
}

/** What a comparison’s document holds where nothing was run. */
export const NO_COMPARISON = {
  results: [],
  comparisons: [],
  recommendation: { engine: null, workers: null, reason: { kind: 'nothing-run' } },
  thresholds: THRESHOLDS,
  regressions: null,
  runs: [],
  programs: new Map(),
} as const;
