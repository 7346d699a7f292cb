import { ConcurError } from '../base/errors.ts';
import type { Machine } from '../model/machine.ts';
import { type Lab, makeLab } from '../run/lab.ts';
import type { UnitWork } from '../run/series/contestant.ts';
import type { SeriesRules } from '../run/series/rules.ts';
import { childEnvironment } from './child-environment.ts';
import { loadView } from './choose-view.ts';
import { EXIT } from './exit-codes.ts';
import type { Output } from './output.ts';
import { printEvent } from './plain-event.ts';
import type { SeriesSetting } from './series-setting.ts';
import type { Interruption } from './signals.ts';
import type { TypedOptions } from './typed-options.ts';

interface Surroundings {
  readonly machine: Machine;
  readonly setting: SeriesSetting;
  readonly options: TypedOptions;
  readonly interruption: Interruption;
  readonly output: Output;
}

/** Runs a series on the real machine, with its progress on stderr, until it is done, stopped or timed out. */
export async function inSeriesLab<Result>(
  { machine, setting, options, interruption, output }: Surroundings,
  run: (lab: Lab, rules: SeriesRules) => Promise<Result>,
): Promise<Result> {
  const view = await loadView(options, output);
  const cancelTimeout = interruption.stopAfter(options.timeout);
  const lab = makeLab({
    machine,
    cpus: setting.layout.cpus,
    seed: setting.seed,
    emit(event) {
      view.take(event);
      if (options.jsonStream === true) interruption.guard(() => printEvent(event, output));
    },
    signal: interruption.signal,
    env: childEnvironment(process.env),
  });
  try {
    return await run(lab, setting.rules(lab.clock.nowNs()));
  } finally {
    cancelTimeout();
    view.close();
  }
}

/** A run that `--timeout` ended before the first figures: the user's code is the likely reason, so it is named. */
export function tellTimeout(
  { exit }: Interruption,
  runs: readonly unknown[],
  { place, about }: UnitWork,
): void {
  if (exit?.code !== EXIT.timedOut || runs.length > 0) return;
  throw new ConcurError('TIMED_OUT', `${exit.reason} before ${place ?? about.name} had come back once`, {
    hint: 'Does it ever end? Give it longer (--timeout), or fewer units (--units).',
  });
}
