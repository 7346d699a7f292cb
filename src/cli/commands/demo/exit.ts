import type { Exit, ScenarioResult } from '../../../model/documents/report.ts';
import { OWN_CODE_FAULTS } from '../../../model/trial/evidence.ts';
import { EXIT } from '../../exit-codes.ts';

/**
 * What a run's results mean to a script.
 * @param ended how the run was ended early, or null
 */
export function demoExit(results: readonly ScenarioResult[], ended: Exit | null): Exit {
  if (ended !== null) return ended;
  const failed = results.filter((result) => result.outcome === 'fails');
  if (failed.length > 0) {
    const because = failed.flatMap(({ name, because }) => because.map((reason) => `${name}: ${reason}`));
    return { code: failed.some(endedByOwnCode) ? EXIT.userCode : EXIT.fails, reason: because.join('; ') };
  }
  const open = results
    .filter((result) => result.outcome !== 'holds')
    .map(({ name, outcome }) => `${name} is ${outcome}`);
  return { code: EXIT.ok, reason: open.length === 0 ? 'every experiment holds' : open.join('; ') };
}

function endedByOwnCode({ trials }: ScenarioResult): boolean {
  return trials.some(({ workers }) =>
    workers.some(
      ({ fault, endedOnPurpose }) => !endedOnPurpose && OWN_CODE_FAULTS.includes(fault?.code ?? null),
    ),
  );
}
