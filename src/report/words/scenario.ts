import { kernelIdentity } from '../../base/kernel-identity.ts';
import { countOf } from '../../base/units.ts';
import type { ScenarioResult } from '../../model/documents/report.ts';
import { isEnding } from '../../model/trial/evidence.ts';
import type { WorkerRecord } from '../../model/trial/observation.ts';
import type { ScenarioFindings, ScenarioReason } from '../../run/session/scenario-reason.ts';

/** An experiment's result, as a document has it: with its reasons in words. */
export function scenarioInWords({ reasons, ...found }: ScenarioFindings): ScenarioResult {
  return { ...found, because: reasons.map(scenarioBecause) };
}

/** One reason for an experiment's outcome. */
export function scenarioBecause(reason: ScenarioReason): string {
  switch (reason.kind) {
    case 'not-reached':
      return 'its turn never came: the run was ended before';
    case 'dry-run':
      return 'this is a dry run: nothing was run';
    case 'interrupted':
      return 'it was stopped before its end';
    case 'too-few-cpus':
      return `it needs ${countOf(reason.needed, 'usable CPU')}, and this run has ${reason.usable}`;
    case 'no-python':
      return `it is about Python, and ${reason.why}`;
    case 'no-broker':
      return `it starts a broker and hosts of its own, and ${reason.why}`;
    case 'all-hold':
      return allHold(reason);
    case 'claim': {
      const { statement, expected, observed } = reason.claim;
      return `${statement}: expected ${expected}, observed ${observed}`;
    }
    case 'worker-ended':
      return endOf(reason.worker);
    case 'busy':
      return 'the machine was busy with other things meanwhile';
    case 'kept-waiting':
      return 'workers were queued for a CPU meanwhile, though there was one for each';
    case 'stopped':
      return 'the run was stopped for a while';
  }
}

function allHold({ held, skipped }: { readonly held: number; readonly skipped: number }): string {
  const rest = skipped === 0 ? '' : ` (${skipped} skipped)`;
  return (held === 1 ? 'its one claim holds' : `all ${held} claims hold`) + rest;
}

/** How a worker ended. What its own code reported is quoted; the message of an end that we saw begins with a verb. */
function endOf(worker: WorkerRecord): string {
  const { name, startNs, fault, unitsDone, units } = worker;
  const identity = kernelIdentity(worker);
  const who = identity === null ? name : `${name} (${identity})`;
  const work = units === null ? countOf(unitsDone, 'unit') : `${unitsDone} of ${countOf(units, 'unit')}`;
  const when = startNs === null ? '' : ` after ${work}`;
  if (fault === null) return `${who} ended${when}`;
  return isEnding(fault) ? `${who} ${fault.message}${when}` : `${who} failed${when}: ${fault.message}`;
}
