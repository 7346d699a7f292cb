import daemonScenario from '../../scenarios/daemon.ts';
import type { Check, CheckEvidence } from '../model/documents/check.ts';
import type { Setting } from '../model/setting.ts';
import type { Observation } from '../model/trial/observation.ts';
import { deathsSaid, fail, inconclusive, isExcused, pass } from './verdict.ts';

/** The experiment's own claims, on the runner. */
export const daemon: Check = {
  id: 'daemon',
  title: 'daemon workers die with their program; the program waits for others',
  trial: 'daemon',
  judge(evidence) {
    const trial = evidence.trials.daemon as Observation;
    const judgement = daemonScenario.judge([trial], evidence.machine, daemonSetting(evidence.setting));
    // Python isn't looked for here, so the claims about it are skipped.
    const claims = judgement.claims.filter(({ outcome }) => outcome !== 'skipped');
    const open = claims.filter(({ outcome }) => outcome !== 'holds');
    const seen = {
      expected: claims.map(({ id, expected }) => `${id}: ${expected}`).join('; '),
      observed: claims.map(({ id, observed }) => `${id}: ${observed}`).join('; '),
    };
    const deaths = deathsSaid(trial);
    if (deaths !== null) return fail(seen, deaths);
    if (open.length === 0) return pass(seen, `all ${claims.length} claims hold`);
    const excused = (loadSensitive: boolean) => loadSensitive && isExcused(evidence, 'daemon');
    const broken = open.filter(
      ({ outcome, loadSensitive }) => outcome === 'fails' && !excused(loadSensitive),
    );
    if (broken.length > 0) return fail(seen, broken.map(({ statement }) => `false: ${statement}`).join('; '));
    return inconclusive(seen, 'the machine was too busy, or it is unknown whether the file was written');
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
