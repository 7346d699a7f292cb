import type { ScenarioResult } from '../../../model/documents/report.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { TypedOptions } from '../../options/table.ts';
import { Output } from '../../output.ts';
import type { Command, RunCommand } from '../../program/command.ts';
import { demo } from '../demo/demo.ts';

/** What an experiment found, and the machine that it ran on. */
export interface FoundResult {
  readonly result: ScenarioResult;
  readonly machine: Machine;
}

/** How an experiment ended: null where it was ended before it found anything. */
export interface RunExperiment {
  readonly found: FoundResult | null;
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
  let found: FoundResult | null = null;
  const keeping: typeof demo = {
    ...demo,
    async run(asked, stage) {
      const results = await demo.run(asked, stage);
      const [result] = results;
      if (result !== undefined) found = { result, machine: asked.machine };
      return results;
    },
  };
  const code = await run(keeping as Command, { words: [name], behindDashes: null, options }, output);
  return { found, code };
}

/** For whom the lesson says what was found: the experiment’s own report is printed nowhere. */
export class Unprinted extends Output {
  override print(): void {}
}
