import { formatCpuList } from '../../../../../base/cpu-list.ts';
import { all, list, nullOr, optional, record } from '../../../../../base/shape/combine.ts';
import { flaw, must, type Shape } from '../../../../../base/shape/shape.ts';
import { above0, flag, isObject, oneOf, text, wholeNumber, words } from '../../../../../base/shape/values.ts';
import { EXPERIMENT_NAME, TABLES } from '../scenario-shape.ts';
import { BOUNDS, FIGURES, type FigureClaim } from './figures.ts';
import { named, PythonFunction, pythonFunction } from './values.ts';

/** What a trial's workers are in Python. */
export const PYTHON_ENGINES = { threads: 'python-threads', processes: 'python-processes' } as const;
export type PythonEngine = keyof typeof PYTHON_ENGINES;

/** A function, or one with the CPU that its worker is pinned to. */
export type PythonWorker = PythonFunction | { readonly run: PythonFunction; readonly cpu?: number | null };

export interface PythonTrial {
  readonly workers: Readonly<Record<string, PythonWorker>>;
  /** Absent where `--engine` may choose. */
  readonly engine?: PythonEngine;
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

const trial = all(
  record<PythonTrial>('a dict with workers', {
    workers: named('a dict of one worker or more: {"first": function}', worker, 1),
    engine: optional(oneOf(Object.keys(PYTHON_ENGINES))),
    seconds: optional(above0('seconds')),
    calls: optional(wholeNumber(1)),
    call_seconds: optional(above0('seconds')),
  }),
  notBoth('seconds', 'calls'),
);

/** A row for each field: one without a row doesn't compile. */
export const PYTHON_EXPERIMENT: Shape = all(
  record<PythonExperiment>(
    'an experiment',
    {
      name: optional(EXPERIMENT_NAME),
      question: words,
      hypothesis: words,
      needs_cpus: optional(wholeNumber(1)),
      trials: named('a dict of one trial or more: {"two threads": {"workers": {…}}}', trial, 1),
      claims: optional(named('a dict of claims', figureClaim)),
      judge: optional(pythonFunction),
    },
    { whole: 'the file', part: 'field' },
  ),
  claimsSomething,
  claimsOfTrials,
);

function worker(value: unknown, path: string) {
  if (!isObject(value) || value instanceof PythonFunction || !('run' in value))
    return pythonFunction(value, path);
  const cpu = must('None or the number of a CPU', (cpu) => cpu === null || Number.isSafeInteger(cpu));
  return record<Exclude<PythonWorker, PythonFunction>>('a function', {
    run: pythonFunction,
    cpu: optional(cpu),
  })(value, path);
}

function figureClaim(value: unknown, path: string) {
  const bound = optional(must('a number', (limit) => Number.isFinite(limit)));
  return all(
    record<FigureClaim>('a dict with statement, trial, figure and a bound', {
      statement: words,
      trial: words,
      figure: oneOf(FIGURES),
      at_least: bound,
      at_most: bound,
      equals: bound,
    }),
    oneBound,
  )(value, path);
}

function oneBound(value: unknown, path: string) {
  const given = BOUNDS.filter((name) => name in (value as FigureClaim));
  if (given.length === 1) return null;
  const found = given.length === 0 ? 'none' : given.join(' and ');
  return { message: `${path} must have one of at_least, at_most and equals (it has ${found})`, hint: null };
}

function notBoth(one: string, other: string): Shape {
  return (value, path) => {
    const given = value as Readonly<Record<string, unknown>>;
    if (!(one in given && other in given)) return null;
    return { message: `${path} has ${one} and ${other}`, hint: 'Leave one of them out.' };
  };
}

function claimsSomething(value: unknown) {
  const { claims = {}, judge } = value as PythonExperiment;
  return judge !== undefined || Object.keys(claims).length > 0
    ? null
    : flaw('claims', 'a dict of one claim or more, where there is no judge(evidence)', claims);
}

function claimsOfTrials(value: unknown) {
  const { claims = {}, trials } = value as PythonExperiment;
  const trialNames = oneOf(Object.keys(trials));
  for (const [id, { trial }] of Object.entries(claims)) {
    const found = trialNames(trial, `claims[${JSON.stringify(id)}].trial`);
    if (found !== null) return found;
  }
  return null;
}

/** The CPUs that workers are to be pinned to are among those that this run may use. */
export function cpusOf(cpus: readonly number[]): Shape {
  const wanted = `None or one of this run’s CPUs, ${formatCpuList(cpus)}`;
  const cpu = must(
    wanted,
    (value) => value === undefined || value === null || cpus.includes(value as number),
  );
  return (value, path) => {
    for (const [label, { workers }] of Object.entries(value as PythonExperiment['trials'])) {
      for (const [name, worker] of Object.entries(workers)) {
        if (worker instanceof PythonFunction) continue;
        const at = `${path}[${JSON.stringify(label)}].workers[${JSON.stringify(name)}].cpu`;
        const found = cpu(worker.cpu, at);
        if (found !== null) return found;
      }
    }
    return null;
  };
}

/** A claim as `judge` gives it. */
export interface PythonClaim {
  readonly statement: string;
  readonly expected: string;
  readonly observed: string;
  readonly holds: boolean | null;
  readonly load_sensitive?: boolean;
}

export const PYTHON_JUDGEMENT = record<{
  claims: Readonly<Record<string, PythonClaim>>;
  story?: readonly string[];
  tables?: unknown;
  picture?: readonly string[];
}>('a dict with claims', {
  claims: named(
    'a dict of one claim or more',
    record<PythonClaim>('a dict with statement, expected, observed and holds', {
      statement: words,
      expected: text,
      observed: text,
      holds: nullOr(flag),
      load_sensitive: optional(flag),
    }),
    1,
  ),
  story: optional(list('a list of texts', text)),
  tables: optional(TABLES),
  picture: optional(list('a list of texts', text)),
});
