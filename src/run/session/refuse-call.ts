import { ConcurError } from '../../base/errors/errors.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Setting } from '../../model/setting.ts';
import { OWN_CODE_FAULTS, type WorkerFault } from '../../model/trial/evidence.ts';
import type { Observation } from '../../model/trial/observation.ts';

/**
 * A call of the user's own that can't be made is a mistake in what was asked, and no evidence against a hypothesis.
 * @throws ConcurError (USER_CODE) where a worker ended of it
 */
export function refuseBrokenCall({ follows }: Scenario, { call }: Setting, { workers }: Observation): void {
  if (call === null || !follows.includes('call')) return;
  const fault = workers.map((worker) => worker.fault).find((found) => found !== null && isTheCalls(found));
  if (fault == null) return;
  const { message, code } = fault;
  const what = code === 'EXITED' ? `${call.label} ended its worker, which ${message}` : message;
  const hint = code === 'UNIT_THREW' ? { hint: 'It is called again and again, without arguments.' } : {};
  throw new ConcurError('USER_CODE', what, hint);
}

function isTheCalls({ code }: WorkerFault): boolean {
  return code === 'EXITED' || OWN_CODE_FAULTS.includes(code);
}
