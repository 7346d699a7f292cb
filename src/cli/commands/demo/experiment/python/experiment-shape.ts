import { formatCpuList } from '../../../../../base/cpu-list.ts';
import { all, list, optional, record } from '../../../../../base/shape/combine.ts';
import { flaw, must, type Shape } from '../../../../../base/shape/shape.ts';
import { above0, oneOf, wholeNumber, words } from '../../../../../base/shape/values.ts';
import type { Scenario } from '../../../../../model/scenario.ts';
import { EXPERIMENT_NAME } from '../scenario-shape.ts';
import { type FigureClaim, figureClaim } from './figure-claim.ts';
import { dictOf, entryOf, functionOf, isDict, named, PythonFunction } from './values.ts';

/** What a trial's workers are in Python. */
export const PYTHON_ENGINES = {
  threads: 'python-threads',
  processes: 'python-processes',
  loop: 'python-loop',
  asyncio: 'asyncio',
} as const;

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

export type PythonTrials = Readonly<Record<string, PythonTrial>>;

/** What a file in Python holds. */
export interface PythonExperiment {
  readonly name?: string;
  readonly question: string;
  readonly hypothesis: string;
  readonly needs_cpus?: number;
  /** Options that its functions look at. */
  readonly follows?: Scenario['follows'];
  readonly trials: PythonTrials | PythonFunction;
  readonly claims?: PythonClaims | PythonFunction;
  readonly judge?: PythonFunction;
}

type PythonClaims = Readonly<Record<string, FigureClaim>>;

/** The same under a setting. */
export interface PlannedExperiment {
  readonly trials: PythonTrials;
  readonly claims?: PythonClaims;
  readonly judge?: PythonFunction;
}

const worker = functionOf('its index');

const pinnedWorker = dictOf<PinnedWorker>('a function', {
  run: worker,
  cpu: optional(must('None or the number of a CPU', (cpu) => cpu === null || Number.isSafeInteger(cpu))),
});

const trial = all(
  dictOf<PythonTrial>('a dict with workers', {
    workers: named('a dict of one worker or more: {"first": function}', (value, path) =>
      (isDict(value) ? pinnedWorker : worker)(value, path),
    ),
    engine: optional(oneOf(Object.keys(PYTHON_ENGINES))),
    seconds: optional(above0('seconds')),
    calls: optional(wholeNumber(1)),
    call_seconds: optional(above0('seconds')),
  }),
  timeOrCalls,
);

/** What functions of its may give in place of data. */
export const PLANNED = {
  trials: named('a dict of one trial or more: {"two threads": {"workers": {…}}}', trial),
  claims: named('a dict of claims', figureClaim, 0),
} as const;

/** A row for each field: one without a row doesn't compile. */
const ROWS: { readonly [name in keyof Required<PythonExperiment>]: Shape } = {
  name: optional(EXPERIMENT_NAME),
  question: words,
  hypothesis: words,
  needs_cpus: optional(wholeNumber(1)),
  follows: optional(list('a list of options', oneOf(['workers', 'pin', 'steps', 'stepMs']))),
  trials: dataOrFunction(PLANNED.trials),
  claims: optional(dataOrFunction(PLANNED.claims)),
  judge: optional(functionOf('the evidence')),
};

/** What of a file's globals is the experiment. */
export const FIELDS = Object.keys(ROWS);

/** What has to fit together. */
export const FITTING: Shape = all(claimsSomething, claimsOfTrials);

export const PYTHON_EXPERIMENT: Shape = all(record<PythonExperiment>('an experiment', ROWS), FITTING);

function dataOrFunction(data: Shape): Shape {
  const called = functionOf('the setting');
  return (value, path) => (value instanceof PythonFunction ? called : data)(value, path);
}

function timeOrCalls(value: unknown, path: string) {
  const { seconds, calls } = value as PythonTrial;
  if (seconds === undefined || calls === undefined) return null;
  return { message: `${path} has seconds and calls`, hint: 'Leave one of them out.' };
}

function claimsSomething(value: unknown) {
  const { claims = {}, judge } = value as PythonExperiment;
  return judge !== undefined || claims instanceof PythonFunction || Object.keys(claims).length > 0
    ? null
    : flaw('claims', 'a dict of one claim or more, where there is no judge(evidence)', claims);
}

/** What functions give, they give later: the same is asked of it then. */
function claimsOfTrials(value: unknown) {
  const { claims = {}, trials } = value as PythonExperiment;
  if (claims instanceof PythonFunction || trials instanceof PythonFunction) return null;
  const label = oneOf(Object.keys(trials));
  for (const [id, { trial, over }] of Object.entries(claims)) {
    const at = entryOf('claims', id);
    const found = label(trial, `${at}.trial`) ?? optional(label)(over, `${at}.over`);
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
