import type { Observation } from '../../src/model/trial/observation.ts';
import { makeRunContext } from '../../src/run/run-context.ts';
import { type Candidate as Compared, inputsOf, planRun } from '../../src/run/series/candidate.ts';
import { conductTrial } from '../../src/run/trial/trial.ts';
import { candidateEnvironment } from '../launch.ts';
import type { Candidate } from '../row.ts';
import type { Site } from '../site.ts';

/** One run of what `compare` compares, as it was observed. */
export function ownRun(site: Site, candidate: Compared): Candidate<Observation> {
  const cpus = site.machine.allowedCpus;
  const { python } = candidate;
  const machine = python === null ? site.machine : { ...site.machine, python };
  const context = makeRunContext({
    machine,
    cpus,
    seed: 1,
    emit: () => {},
    signal: new AbortController().signal,
    env: candidateEnvironment(site),
  });
  return {
    name: candidate.label,
    async run() {
      const plan = planRun(candidate, { cpus, pin: 'none', warmUpMs: 100 }, machine);
      const { observation } = await conductTrial('series', plan, context, inputsOf(candidate));
      if (observation.state !== 'ok') throw new Error(`a run of ${candidate.label} ${observation.state}`);
      return observation;
    },
  };
}
