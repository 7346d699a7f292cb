import { makeRunContext } from '../../src/run/run-context.ts';
import type { Candidate as Compared } from '../../src/run/series/candidate.ts';
import { runCandidate } from '../../src/run/series/run-candidate.ts';
import type { Candidate } from '../measure.ts';
import type { Site } from '../site.ts';

/** One run of what `compare` compares: its work, in ns. */
export function ownRun({ machine }: Site, name: string, candidate: Compared): Candidate<number> {
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
    name,
    async run() {
      const done = await runCandidate(candidate, { round: 1, turn: 1, index: 0 }, { layout, context });
      return done?.run.workNs ?? Number.NaN;
    },
  };
}
