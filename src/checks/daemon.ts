import daemonScenario from '../../scenarios/daemon.ts';
import type { Check, CheckEvidence } from '../model/check/check.ts';
import type { Setting } from '../model/setting.ts';
import type { Observation } from '../model/trial/observation.ts';
import { fail, failedWorkers, inconclusive, isExcused, pass, type Seen } from './verdict.ts';

/** The experiment's own claims, on the runner. */
export const daemon: Check = {
  id: 'daemon',
  title: 'daemon workers die with their program; the program waits for others',
  isExtra: true,
  trial: 'daemon',
  judge(evidence) {
    const trial = evidence.trials.daemon as Observation;
    const judgement = daemonScenario.judge([trial], evidence.machine, daemonSetting(evidence.setting));
    // Python isn't looked for here, so the claims about it are skipped.
    const claims = judgement.claims.filter(({ outcome }) => outcome !== 'skipped');
    const open = claims.filter(({ outcome }) => outcome !== 'holds');
    const seen: Seen = { expected: { kind: 'claims', claims }, observed: { kind: 'claims', claims } };
    const failed = failedWorkers(trial);
    if (failed !== null) return fail(seen, failed);
    if (open.length === 0) return pass(seen, { kind: 'all-claims-hold', count: claims.length });
    const excused = (loadSensitive: boolean) => loadSensitive && isExcused(evidence, 'daemon');
    const broken = open.filter(
      ({ outcome, loadSensitive }) => outcome === 'fails' && !excused(loadSensitive),
    );
    if (broken.length > 0) return fail(seen, { kind: 'claims-false', claims: broken });
    return inconclusive(seen, 'claims-open');
  },
};

/** The experiment's setting: it follows nothing but how quick it is to be. */
export function daemonSetting({ cpus, seed }: CheckEvidence['setting']): Setting {
  return {
    workers: null,
    cpus,
    pin: null,
    engine: null,
    quick: true,
    steps: null,
    stepMs: null,
    call: null,
    seed,
  };
}
