import type { ComparedEngine } from '../../../model/documents/comparison.ts';
import type { SeenRun } from '../../../run/series/command/seen-run.ts';
import type { EngineChoice } from '../../../stats/engines/recommend-engine.ts';
import { commandRunInWords } from './command-run.ts';
import { recommendationInWords } from './recommendation.ts';

/** What a comparison found, as a document has it: its reasons in words. */
export function comparisonInWords<
  Found extends {
    readonly recommendation: EngineChoice;
    readonly results: readonly ComparedEngine[];
    /** By the label. */
    readonly programs: ReadonlyMap<string, SeenRun>;
  },
>({ recommendation, programs, ...found }: Found) {
  return {
    ...found,
    results: found.results.map((result) => ({
      ...result,
      program: commandRunInWords(programs.get(result.label)),
    })),
    recommendation: recommendationInWords(recommendation),
  };
}
