import { makeRunContext } from '../../src/run/run-context.ts';
import type { Candidate as Compared, SeriesRun } from '../../src/run/series/candidate.ts';
import { runCandidate } from '../../src/run/series/run-candidate.ts';
import type { Candidate } from '../row.ts';
import type { Site } from '../site.ts';

/** One run of what `compare` compares, and what is to be known of it. */
export function ownRun<Result>(
  { machine }: Site,
  candidate: Compared,
  of: (run: SeriesRun) => Result,
): Candidate<Result> {
  const cpus = machine.allowedCpus;
  const context = makeRunContext({
    machine,
    cpus,
    seed: 1,
    emit: () => {},
    signal: new AbortController().signal,
    env: process.env,
  });
  const layout = { cpus, pin: 'none', warmUpMs: 100 } as const;
  return {
    name: candidate.label,
    async run() {
      const done = await runCandidate(candidate, { round: 1, turn: 1, index: 0 }, { layout, context });
      if (done === null) throw new Error(`a run of ${candidate.label} was interrupted`);
      return of(done.run);
    },
  };
}
