import { formatCpuList } from '../../../../../base/cpu-list.ts';
import { all, optional, record } from '../../../../../base/shape/combine.ts';
import { flaw, must, type Shape } from '../../../../../base/shape/shape.ts';
import { above0, oneOf, wholeNumber, words } from '../../../../../base/shape/values.ts';
import { EXPERIMENT_NAME } from '../scenario-shape.ts';
import { type FigureClaim, figureClaim } from './figures.ts';
import { dictOf, entryOf, isDict, named, type PythonFunction, pythonFunction } from './values.ts';

/** What a trial's workers are in Python. */
export const PYTHON_ENGINES = { threads: 'python-threads', processes: 'python-processes' } as const;

/** A function, or one with the CPU that its worker is pinned to. */
export type PythonWorker = PythonFunction | PinnedWorker;

interface PinnedWorker {
  readonly run: PythonFunction;
  readonly cpu?: number | null;
}

export interface PythonTrial {
  readonly workers: Readonly<Record<string, PythonWorker>>;
  /** Absent where `--engine` may choose. */
  readonly engine?: keyof typeof PYTHON_ENGINES;
  /** How long each worker repeats its function; or */
  readonly seconds?: number;
  /** how often it calls it. */
  readonly calls?: number;
  /** About how long a call takes at most. */
  readonly call_seconds?: number;
}

/** What a file in Python holds. */
export interface PythonExperiment {
  readonly name?: string;
  readonly question: string;
  readonly hypothesis: string;
  readonly needs_cpus?: number;
  readonly trials: Readonly<Record<string, PythonTrial>>;
  readonly claims?: Readonly<Record<string, FigureClaim>>;
  readonly judge?: PythonFunction;
}

const pinnedWorker = dictOf<PinnedWorker>('a function', {
  run: pythonFunction,
  cpu: optional(must('None or the number of a CPU', (cpu) => cpu === null || Number.isSafeInteger(cpu))),
});

const trial = all(
  dictOf<PythonTrial>('a dict with workers', {
    workers: named('a dict of one worker or more: {"first": function}', (value, path) =>
      (isDict(value) ? pinnedWorker : pythonFunction)(value, path),
    ),
    engine: optional(oneOf(Object.keys(PYTHON_ENGINES))),
    seconds: optional(above0('seconds')),
    calls: optional(wholeNumber(1)),
    call_seconds: optional(above0('seconds')),
  }),
  timeOrCalls,
);

/** A row for each field: one without a row doesn't compile. */
const ROWS: { readonly [name in keyof Required<PythonExperiment>]: Shape } = {
  name: optional(EXPERIMENT_NAME),
  question: words,
  hypothesis: words,
  needs_cpus: optional(wholeNumber(1)),
  trials: named('a dict of one trial or more: {"two threads": {"workers": {…}}}', trial),
  claims: optional(named('a dict of claims', figureClaim, 0)),
  judge: optional(pythonFunction),
};

/** What of a file's globals is the experiment. */
export const FIELDS = Object.keys(ROWS);

export const PYTHON_EXPERIMENT: Shape = all(
  record<PythonExperiment>('an experiment', ROWS),
  claimsSomething,
  claimsOfTrials,
);

function timeOrCalls(value: unknown, path: string) {
  const { seconds, calls } = value as PythonTrial;
  if (seconds === undefined || calls === undefined) return null;
  return { message: `${path} has seconds and calls`, hint: 'Leave one of them out.' };
}

function claimsSomething(value: unknown) {
  const { claims = {}, judge } = value as PythonExperiment;
  return judge !== undefined || Object.keys(claims).length > 0
    ? null
    : flaw('claims', 'a dict of one claim or more, where there is no judge(evidence)', claims);
}

function claimsOfTrials(value: unknown) {
  const { claims = {}, trials } = value as PythonExperiment;
  const label = oneOf(Object.keys(trials));
  for (const [id, { trial }] of Object.entries(claims)) {
    const found = label(trial, `${entryOf('claims', id)}.trial`);
    if (found !== null) return found;
  }
  return null;
}

/** Trials whose workers are pinned to CPUs of this run alone. */
export function trialsOn(cpus: readonly number[]): Shape {
  const cpu = must(
    `None or one of this run’s CPUs, ${formatCpuList(cpus)}`,
    (value) => value === undefined || value === null || cpus.includes(value as number),
  );
  const workers = named('workers', (value, path) => (isDict(value) ? cpu(value.cpu, `${path}.cpu`) : null));
  return named('trials', (value, path) => workers((value as PythonTrial).workers, `${path}.workers`));
}
