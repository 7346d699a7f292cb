import type { ScenarioResult } from '../../../model/documents/report.ts';
import type { TypedOptions } from '../../options/table.ts';
import { Output } from '../../output.ts';
import type { Command, RunCommand } from '../../program/command.ts';
import { demo } from '../demo/demo.ts';

/** An experiment’s result, null where it was ended before, and its exit code. */
export interface RunExperiment {
  readonly result: ScenarioResult | null;
  readonly code: number;
}

/**
 * Runs an experiment as `concur demo` does: with its progress, and ended by the same signals.
 * @param output where its own report goes
 */
export async function runExperiment(
  name: string,
  options: TypedOptions,
  output: Output,
  run: RunCommand,
): Promise<RunExperiment> {
  let result: ScenarioResult | null = null;
  const keeping: typeof demo = {
    ...demo,
    async run(asked, stage) {
      const results = await demo.run(asked, stage);
      result = results[0] ?? null;
      return results;
    },
  };
  const code = await run(keeping as Command, { words: [name], behindDashes: null, options }, output);
  return { result, code };
}

/** For whom the lesson says what was found: the experiment’s own report is printed nowhere. */
export class Unprinted extends Output {
  override print(): void {}
}
