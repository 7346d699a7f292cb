import { isAbsolute } from 'node:path';
import { formatCpuList } from '../../../../base/cpu-list.ts';
import { all, dictionary, distinct, list, nullOr, optional, record } from '../../../../base/shape/combine.ts';
import { flaw, must, type Shape } from '../../../../base/shape/shape.ts';
import {
  above0,
  callable,
  flag,
  isJson,
  isObject,
  oneOf,
  text,
  wholeNumber,
  words,
} from '../../../../base/shape/values.ts';
import { ENGINE_NAMES, OFFERED_ENGINES } from '../../../../model/engines/engine-names.ts';
import type { Claim, Judgement, ResultTable, Scenario } from '../../../../model/scenario.ts';
import {
  FAULT_KINDS,
  type Plan,
  type PlannedFault,
  type SkippedTrial,
  type Slot,
  type TrialPlan,
  type WorkSpec,
} from '../../../../model/trial/plan.ts';

// What an experiment's file has to export, and its functions have to give: a row for each field. A field without a row
// doesn't compile.

const engine = oneOf(ENGINE_NAMES, OFFERED_ENGINES);

export const EXPERIMENT_NAME = must(
  'letters, digits and hyphens',
  (value) => typeof value === 'string' && /^[\w-]+$/.test(value),
);

export const SCENARIO = record<Scenario>(
  'the result of defineScenario({ … })',
  {
    name: EXPERIMENT_NAME,
    order: optional(wholeNumber(0)),
    question: words,
    hypothesis: words,
    needsCpus: wholeNumber(1),
    engines: list('a list of engines', engine),
    follows: list('a list of options', oneOf(['workers', 'pin', 'steps', 'stepMs', 'call'])),
    shuffleTrials: optional(flag),
    usesPython: optional(flag),
    isAboutPython: optional(flag),
    needsBroker: optional(flag),
    plan: callable,
    judge: callable,
  },
  { whole: 'the default export', part: 'field' },
);

/** What a plan is checked against. */
export interface PlanRules {
  /** The CPUs that this run may use. */
  readonly cpus: readonly number[];
  isFile(path: string): boolean;
  /** What is wrong with a work whose fields are right, or null. */
  complaint(work: WorkSpec): string | null;
}

export function planShape({ cpus, ...rules }: PlanRules): Shape {
  const cpu = must(
    `null or one of this run’s CPUs, ${formatCpuList(cpus)}`,
    (value) => value === null || cpus.includes(value as number),
  );
  const slot = record<Slot>('a worker, from slot()', {
    index: wholeNumber(0),
    name: words,
    engine,
    cpu,
    work: workShape(rules),
    fault: nullOr(fault),
    env: optional(dictionary('an object of texts', text)),
    leaveMs: must('a number of ms', (value) => Number.isFinite(value) && (value as number) >= 0),
  });
  const trial = record<TrialPlan>('a trial, from trial()', {
    label: words,
    slots: all(list('a list of one worker or more', slot, 1), numbered, distinct('name')),
    mainCpu: cpu,
    census: flag,
    scratch: nullOr(record('null or { settleMs }', { settleMs: wholeNumber(0) })),
    watchGlobal: nullOr(words),
    onePerCpu: flag,
    profiling: must('null: only compare and scale take profiles', (value) => value === null),
  });
  const plan = record<Plan>('an object with asked and trials', {
    asked: words,
    trials: all(list('a list of trials', trial), distinct('label')),
    hypothesis: optional(words),
    skipped: optional(list('a list of { label, why }', skippedTrial)),
  });
  return all(plan, somethingToRun);
}

function workShape({ isFile, complaint }: Omit<PlanRules, 'cpus'>): Shape {
  const fields = record<WorkSpec>('a work, from callFunction() or spinFor()', {
    module: must(
      'the absolute path of an existing module',
      (value) => typeof value === 'string' && isAbsolute(value) && isFile(value),
    ),
    params: must('an object of plain JSON data', (value) => isObject(value) && isJson(value)),
    amount,
    unitMs: above0('ms'),
  });
  return all(fields, (value, path) => {
    const message = complaint(value as WorkSpec);
    return message === null ? null : { message: `${path}: ${message}`, hint: 'Name an exported function.' };
  });
}

const skippedTrial = record<SkippedTrial>('{ label, why }', { label: words, why: words });

/** A plan without a trial says of which it is, and why. */
function somethingToRun(value: unknown, path: string) {
  const { trials, skipped = [] } = value as Plan;
  return trials.length + skipped.length > 0
    ? null
    : flaw(`${path}.trials`, 'a list of one trial or more', trials);
}

const table = record<ResultTable>('a table', {
  title: text,
  columns: list(
    'a list of columns',
    record<ResultTable['columns'][number]>('a column, from left() or right()', {
      title: text,
      align: oneOf(['left', 'right']),
    }),
  ),
  rows: list('a list of rows', list('a list of texts', text)),
});

export const TABLES = list('a list of tables', all(table, rowsAsWide));

export const JUDGEMENT = record<Judgement>('an object with claims and story', {
  claims: all(
    list(
      'a list of one claim or more',
      record<Claim>('a claim, from claim()', {
        id: words,
        statement: words,
        expected: text,
        observed: text,
        outcome: oneOf(['holds', 'fails', 'inconclusive', 'skipped']),
        loadSensitive: flag,
      }),
      1,
    ),
    distinct('id'),
  ),
  story: list('a list of texts', text),
  tables: optional(TABLES),
  picture: optional(list('a list of texts', text)),
});

/** A row has a cell for each column. */
function rowsAsWide(value: unknown, path: string) {
  const { columns, rows } = value as ResultTable;
  const wrong = rows.findIndex((row) => row.length !== columns.length);
  return wrong < 0
    ? null
    : flaw(`${path}.rows[${wrong}]`, `a list of ${columns.length}, a cell for each column`, rows[wrong]);
}

function amount(value: unknown, path: string) {
  if (isObject(value) && 'units' in value) return record('{ units }', { units: wholeNumber(1) })(value, path);
  return record('{ units } or { durationMs }', { durationMs: above0('ms') })(value, path);
}

const fault = record<PlannedFault>('null or a fault', {
  kind: oneOf(FAULT_KINDS),
  at: (value, path) =>
    isObject(value) && 'unit' in value
      ? record('{ unit }', { unit: wholeNumber(0) })(value, path)
      : record('{ share } or { unit }', {
          share: must(
            'a share from 0 to 1',
            (share) => Number.isFinite(share) && (share as number) >= 0 && (share as number) <= 1,
          ),
        })(value, path),
  partOfExperiment: flag,
});

/** A slot's index is its place: that is how a worker is found again. */
function numbered(value: unknown, path: string) {
  const slots = value as readonly { readonly index: number }[];
  const wrong = slots.findIndex(({ index }, place) => index !== place);
  return wrong < 0
    ? null
    : flaw(`${path}[${wrong}].index`, `${wrong}, its place in the list`, slots[wrong]?.index);
}
