import { usageError } from '../../../../../base/errors/errors.ts';
import type { Shape } from '../../../../../base/shape/shape.ts';
import type { Judgement, Scenario } from '../../../../../model/scenario.ts';
import type { Observation } from '../../../../../model/trial/observation.ts';
import { EXPERIMENT_NAME } from '../scenario-shape.ts';
import { askPython, type PythonFile } from './ask-python.ts';
import { FIELDS, PYTHON_EXPERIMENT, type PythonExperiment, trialsOn } from './experiment-shape.ts';
import { judgedFigure } from './figures.ts';
import { claimOf, evidenceOf, judgementBeside, type PythonJudgement, storyOf } from './judgement.ts';
import { type Lines, lineOf, misspelt } from './lines.ts';
import { enginesOf, planOf } from './plan.ts';

const HINT =
  'docs/own-experiment.md lists all fields; concur demo --new NAME.py writes a working experiment.';

interface Description {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lines: Lines;
}

type Check = (value: unknown, shape: Shape, path: string) => void;

/**
 * The experiment of a file in Python: the same as one in TypeScript to all that comes after.
 * @throws ConcurError (USAGE) that names the field and its line, (USER_CODE) where the file can't be loaded
 */
export function loadPython(file: PythonFile): Scenario {
  const { fields, lines } = askPython<Description>('describe', file, FIELDS);
  const check: Check = (value, shape, path) => refuse(value, shape, path, { typed: file.typed, lines });
  check(fields, PYTHON_EXPERIMENT, '');
  const experiment = fields as unknown as PythonExperiment;
  const { name = file.source.module, question, hypothesis, needs_cpus: needsCpus = 1, trials } = experiment;
  check(name, EXPERIMENT_NAME, 'name');
  return {
    name,
    question,
    hypothesis,
    needsCpus,
    engines: enginesOf(experiment),
    follows: [],
    usesPython: true,
    plan(_machine, setting) {
      check(trials, trialsOn(setting.cpus), 'trials');
      return planOf(experiment, file.source, setting);
    },
    judge: (observations) => judged(observations, experiment, file, check),
  };
}

/** The claims that are data, and those of its own judge. */
function judged(
  observations: readonly Observation[],
  { claims: asked = {}, judge }: PythonExperiment,
  file: PythonFile,
  check: Check,
): Judgement {
  const claims = Object.entries(asked).map(([id, figure]) => judgedFigure(id, figure, observations));
  if (judge === undefined) return { claims, story: storyOf(observations) };
  const { judgement } = askPython<{ judgement: unknown }>('judge', file, evidenceOf(observations));
  check(judgement, judgementBeside(claims), 'judge()');
  const { claims: given, story = storyOf(observations), ...rest } = judgement as PythonJudgement;
  const further = Object.entries(given).map(([id, found]) => claimOf(id, found));
  return { ...rest, claims: [...claims, ...further], story };
}

function refuse(
  value: unknown,
  shape: Shape,
  path: string,
  { typed, lines }: { readonly typed: string; readonly lines: Lines },
): void {
  const found = shape(value, path);
  if (found === null) return;
  const line = lineOf(found.message, lines);
  const where = line === null ? typed : `${typed}:${line}`;
  throw usageError(`${where}: ${found.message}`, found.hint ?? misspelt(found.message, lines) ?? HINT);
}
