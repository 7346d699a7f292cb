import { usageError } from '../../../../../base/errors/errors.ts';
import { closest } from '../../../../../base/errors/suggest.ts';
import type { Shape } from '../../../../../base/shape/shape.ts';
import type { Judgement, Scenario } from '../../../../../model/scenario.ts';
import type { Observation } from '../../../../../model/trial/observation.ts';
import { claim } from '../../../../../scenario-api/judge/claims.ts';
import { busyQueuedText } from '../../../../../scenario-api/judge/words.ts';
import { EXPERIMENT_NAME } from '../scenario-shape.ts';
import { askPython, type PythonFile } from './ask-python.ts';
import {
  cpusOf,
  PYTHON_EXPERIMENT,
  PYTHON_JUDGEMENT,
  type PythonClaim,
  type PythonExperiment,
} from './experiment-shape.ts';
import { judgedFigure } from './figures.ts';
import { type Lines, lineOf } from './lines.ts';
import { enginesOf, planOf } from './plan.ts';

const HINT =
  'docs/own-experiment.md lists all fields; concur demo --new NAME.py writes a working experiment.';

interface Description {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lines: Lines;
}

/** What `judge` of such a file gives. */
interface PythonJudgement extends Omit<Judgement, 'claims' | 'story'> {
  readonly claims: Readonly<Record<string, PythonClaim>>;
  readonly story?: readonly string[];
}

/**
 * The experiment of a file in Python: the same as one in TypeScript to all that comes after.
 * @throws ConcurError (USAGE) that names the field and its line, (USER_CODE) where the file can't be loaded
 */
export function loadPython(file: PythonFile): Scenario {
  const { fields, lines } = askPython<Description>('describe', file);
  const check = (value: unknown, shape: Shape, path: string) => refuse(value, shape, path, lines, file);
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
      check(trials, cpusOf(setting.cpus), 'trials');
      return planOf(experiment, file.source, setting);
    },
    judge(observations) {
      const figures = Object.entries(experiment.claims ?? {});
      const claims = figures.map(([id, asked]) => judgedFigure(id, asked, observations));
      if (experiment.judge === undefined) return { claims, story: storyOf(observations) };
      const { judgement } = askPython<{ judgement: unknown }>('judge', file, evidenceOf(observations));
      check(judgement, PYTHON_JUDGEMENT, 'judge()');
      const { claims: judged, story = storyOf(observations), ...rest } = judgement as PythonJudgement;
      return { ...rest, claims: [...claims, ...Object.entries(judged).map(claimOf)], story };
    },
  };
}

function claimOf([id, { statement, load_sensitive: loadSensitive = false, ...checked }]: [
  string,
  PythonClaim,
]) {
  return claim(id, statement, { ...checked, loadSensitive });
}

function storyOf(observations: readonly Observation[]): string[] {
  return observations.map((observation) => `${observation.label}: ${busyQueuedText(observation)}`);
}

/** What `judge` is given: the observation of each trial, by its label. */
function evidenceOf(observations: readonly Observation[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(observations.map(({ timeline: _, ...seen }) => [seen.label, seen]));
}

function refuse(value: unknown, shape: Shape, path: string, lines: Lines, { typed }: PythonFile): void {
  const found = shape(value, path);
  if (found === null) return;
  const line = lineOf(found.message, lines);
  const where = line === null ? typed : `${typed}:${line}`;
  throw usageError(`${where}: ${found.message}`, found.hint ?? meantBy(found.message, lines) ?? HINT);
}

/** A name in the file that is much like that of a missing field. */
function meantBy(message: string, lines: Lines): string | null {
  const [, missing] = /^(\w+) must be .*\(it is missing\)$/.exec(message) ?? [];
  const meant = missing === undefined ? null : closest(missing, Object.keys(lines));
  return meant === null ? null : `Line ${lines[meant]} has ${meant}: rename it to ${missing}.`;
}
