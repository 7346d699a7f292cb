import type { Measured } from '../model/cores-report.ts';
import type { Machine } from '../model/machine.ts';
import { makeLab } from '../run/lab.ts';
import { measure } from '../run/measure.ts';
import { childEnvironment } from './child-environment.ts';
import { chooseView } from './choose-view.ts';
import type { Output } from './output.ts';
import type { Interruption } from './signals.ts';
import { mayAnimate, stderrFacts } from './terminal.ts';
import type { TypedOptions } from './typed-options.ts';

const MEASURED_MS = 1_000;

/** Keeps every usable CPU busy for a second, with a bar for each on a terminal. @returns null where it was stopped */
export async function measureCores(
  machine: Machine,
  options: TypedOptions,
  interruption: Interruption,
  output: Output,
): Promise<Measured | null> {
  // A second of work is worth a bar on a terminal, and no lines in a log.
  const progress = options.progress !== false && mayAnimate(stderrFacts(), process.env);
  const view = chooseView({ ...options, progress }, output);
  const cancel = interruption.stopAfter(options.timeout);
  const env = childEnvironment(process.env);
  const lab = makeLab({
    machine,
    cpus: machine.allowedCpus,
    seed: 1,
    emit: (event) => view.take(event),
    signal: interruption.signal,
    env,
  });
  try {
    return await measure(lab, MEASURED_MS);
  } finally {
    cancel();
    view.close();
  }
}
