import { usageError } from '../../../base/errors/errors.ts';
import type { TypedOptions } from '../../options/table.ts';
import { checkHasCases } from '../../output/file/targets.ts';

/** Checks that what was typed leaves no doubt of what the exit code stands for. @throws ConcurError (USAGE) */
export function checkGate({ requirements, exitVerdict, inconclusive, export: targets }: TypedOptions): void {
  if (requirements !== undefined && exitVerdict === true) {
    throw usageError(
      '--require and --exit-verdict both decide the exit code',
      'Use one of them: --require "parallelism>=2" fails where the program is not parallel.',
    );
  }
  if (inconclusive !== undefined && requirements === undefined && exitVerdict !== true) {
    throw usageError(
      `--inconclusive ${inconclusive}: nothing is required that could be inconclusive`,
      'Add a requirement: --require "parallelism>=2".',
    );
  }
  checkHasCases(targets, requirements !== undefined);
}
