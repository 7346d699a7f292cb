import { join } from 'node:path';
import { packageRoot } from '../../../../../base/files/package-root.ts';
import { countOf } from '../../../../../base/units.ts';
import { OFFERED_ENGINES, runsPython } from '../../../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../../../model/engines/engines.ts';
import type { JsonObject } from '../../../../../model/json.ts';
import type { Setting } from '../../../../../model/setting.ts';
import type { PythonSource } from '../../../../../model/trial/function-source.ts';
import type { Amount, Plan, WorkSpec } from '../../../../../model/trial/plan.ts';
import { slot, trial } from '../../../../../scenario-api/plan/workers.ts';
import {
  PYTHON_ENGINES,
  type PythonExperiment,
  type PythonTrial,
  type PythonTrials,
} from './experiment-shape.ts';
import { PythonFunction } from './values.ts';

const SECONDS = 1.5;
const QUICK_SECONDS = 0.4;
const CALL_SECONDS = 2;

const CHOOSABLE = OFFERED_ENGINES.filter(runsPython);

/** The engines that `--engine` may choose: where a trial doesn't name its own. Of a function nobody knows yet. */
export function enginesOf({ trials }: Pick<PythonExperiment, 'trials'>): readonly EngineName[] {
  if (trials instanceof PythonFunction) return CHOOSABLE;
  return Object.values(trials).every(({ engine }) => engine !== undefined) ? [] : CHOOSABLE;
}

/** What a file in Python has run. */
export function planOf(trials: PythonTrials, source: PythonSource, setting: Setting): Plan {
  const shown = settingOf(setting);
  const planned = Object.entries(trials).map(([label, described]) => {
    const { workers, engine } = described;
    const runs = engine === undefined ? (setting.engine ?? PYTHON_ENGINES.threads) : PYTHON_ENGINES[engine];
    const slots = Object.entries(workers).map(([name, worker], index) => {
      const [run, cpu = null] = worker instanceof PythonFunction ? [worker] : [worker.run, worker.cpu];
      const params = { function: { ...source, name: run.name }, trial: label, worker: name, setting: shown };
      return slot(index, { name, engine: runs, cpu, work: workOf(described, params, setting) });
    });
    return { trial: trial(label, slots), asked: `${label}: ${countOf(slots.length, 'worker')} (${runs})` };
  });
  return { asked: planned.map(({ asked }) => asked).join('; '), trials: planned.map(({ trial }) => trial) };
}

function workOf(described: PythonTrial, params: WorkSpec['params'], { quick }: Setting): WorkSpec {
  return {
    module: join(packageRoot(), 'src', 'engine', 'python', 'concur_experiment.py'),
    params,
    amount: amountOf(described, quick),
    unitMs: (described.call_seconds ?? CALL_SECONDS) * 1000,
  };
}

function amountOf({ calls, seconds = SECONDS }: PythonTrial, isQuick: boolean): Amount {
  if (calls !== undefined) return { units: calls };
  return { durationMs: (isQuick ? Math.min(seconds, QUICK_SECONDS) : seconds) * 1000 };
}

/** What functions of the file's are given: `--engine` chooses without them. */
export function settingOf({ engine: _, call: __, ...shown }: Setting): JsonObject {
  return { ...shown };
}
