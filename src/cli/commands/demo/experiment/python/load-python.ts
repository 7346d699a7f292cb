import type { Shape } from '../../../../../base/shape/shape.ts';
import type { Judgement, Scenario } from '../../../../../model/scenario.ts';
import type { Observation } from '../../../../../model/trial/observation.ts';
import { refuseEngine } from '../../refuse-engine.ts';
import { EXPERIMENT_NAME } from '../scenario-shape.ts';
import { callInFile, describeFile, type PythonFile } from './ask-python.ts';
import { type Check, checkOf } from './check.ts';
import {
  FIELDS,
  type PlannedExperiment,
  PYTHON_EXPERIMENT,
  type PythonExperiment,
  trialsOn,
} from './experiment-shape.ts';
import { judgedFigure } from './figure-claim.ts';
import { claimOf, evidenceOf, judgementBeside, type PythonJudgement, storyOf } from './judgement.ts';
import type { Lines } from './lines.ts';
import { enginesOf, planOf } from './plan.ts';
import { plannedOnce } from './planned.ts';

/** A file's own name needn't be one for an experiment. */
const FILE_NAME: Shape = (value, path) => {
  const found = EXPERIMENT_NAME(value, path);
  return found && { ...found, hint: 'Left out, it is the file’s: give the experiment one, name = "mine".' };
};

interface Description {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lines: Lines;
}

/**
 * The experiment of a file in Python: the same as one in TypeScript to all that comes after.
 * @throws ConcurError (USAGE) that names the field and its line, (USER_CODE) where the file can't be loaded
 */
export function loadPython(file: PythonFile): Scenario {
  const { fields, lines } = describeFile<Description>(file, FIELDS);
  const check = checkOf(file.typed, lines);
  check(fields, PYTHON_EXPERIMENT, '');
  const experiment = fields as unknown as PythonExperiment;
  const { name = file.source.module, question, hypothesis, needs_cpus: needsCpus = 1 } = experiment;
  check(name, FILE_NAME, 'name');
  const plannedFor = plannedOnce(experiment, file, check);
  return {
    name,
    question,
    hypothesis,
    needsCpus,
    engines: enginesOf(experiment),
    follows: experiment.follows ?? [],
    usesPython: true,
    plan(_machine, setting) {
      const { trials } = plannedFor(setting);
      refuseEngine(name, enginesOf({ trials }), setting);
      check(trials, trialsOn(setting.cpus), 'trials');
      return planOf(trials, file.source, setting);
    },
    judge: (observations, _machine, setting) => judged(observations, plannedFor(setting), file, check),
  };
}

/** The claims that are data, and those of its own judge. */
function judged(
  observations: readonly Observation[],
  { claims: asked = {}, judge }: PlannedExperiment,
  file: PythonFile,
  check: Check,
): Judgement {
  const claims = Object.entries(asked).map(([id, figure]) => judgedFigure(id, figure, observations));
  if (judge === undefined) return { claims, story: storyOf(observations) };
  const judgement = callInFile(file, 'judge', evidenceOf(observations));
  check(judgement, judgementBeside(claims), 'judge()');
  const { claims: given, story = storyOf(observations), ...rest } = judgement as PythonJudgement;
  const further = Object.entries(given).map(([id, found]) => claimOf(id, found));
  return { ...rest, claims: [...claims, ...further], story };
}
