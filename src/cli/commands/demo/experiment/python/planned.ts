import type { Setting } from '../../../../../model/setting.ts';
import { callInFile, type PythonFile } from './ask-python.ts';
import type { Check } from './check.ts';
import { FITTING, PLANNED, type PlannedExperiment, type PythonExperiment } from './experiment-shape.ts';
import { settingOf } from './plan.ts';
import { PythonFunction } from './values.ts';

/** What an experiment is under a setting: its functions are called once for each. */
export function plannedOnce(experiment: PythonExperiment, file: PythonFile, check: Check) {
  const known = new Map<string, PlannedExperiment>();
  return (setting: Setting): PlannedExperiment => {
    const key = JSON.stringify(settingOf(setting));
    const planned = known.get(key) ?? plannedFor(setting, experiment, file, check);
    known.set(key, planned);
    return planned;
  };
}

function plannedFor(
  setting: Setting,
  experiment: PythonExperiment,
  file: PythonFile,
  check: Check,
): PlannedExperiment {
  const given = (name: keyof typeof PLANNED) => {
    if (!(experiment[name] instanceof PythonFunction)) return experiment[name];
    const returned = callInFile(file, name, settingOf(setting));
    check(returned, PLANNED[name], `${name}()`);
    return returned;
  };
  const planned = { ...experiment, trials: given('trials'), claims: given('claims') } as PlannedExperiment;
  check(planned, FITTING, '');
  return planned;
}
