import { statSync } from 'node:fs';
import { ConcurError, usageError } from '../../../../base/errors/errors.ts';
import { messageOf } from '../../../../base/errors/read-thrown.ts';
import type { Shape } from '../../../../base/shape/shape.ts';
import type { Judgement, Scenario } from '../../../../model/scenario.ts';
import type { FunctionSource } from '../../../../model/trial/function-source.ts';
import type { Plan, WorkSpec } from '../../../../model/trial/plan.ts';
import { workloadModule } from '../../../../workloads/index.ts';
import type { Exports } from '../../../../workloads/user/exports.ts';
import { functionIn } from '../../../../workloads/user/load-module.ts';
import { described } from '../../../../workloads/user/thrown.ts';
import { NO_HOST, type OwnCodeHost } from '../../../program/own-code/host.ts';
import { JUDGEMENT, planShape, SCENARIO } from './scenario-shape.ts';

const HINT =
  'docs/own-experiment-fields.md lists all fields; concur demo --new NAME writes a working experiment.';

/** A module that was loaded as an experiment. */
export interface Source {
  /** How the user calls its file. */
  readonly typed: string;
  /** Absolute. */
  readonly file: string;
  readonly exports: Exports;
}

/**
 * The experiment of a user's module. What its `plan` and `judge` give is checked each time that they are asked.
 * @throws ConcurError (USAGE) that names the field and what is wanted there
 */
export function guarded({ typed, file, exports }: Source, host: OwnCodeHost = NO_HOST): Scenario {
  const exported = scenarioIn(exports);
  check(exported, SCENARIO, '', typed);
  const scenario = exported as Scenario;
  const functions = beside(scenario, exports);
  return {
    ...scenario,
    plan(machine, setting) {
      const given = attempt(() => scenario.plan(machine, setting), 'plan()', typed, host);
      const { cpus } = setting;
      const complaint = (work: WorkSpec) => complaintOf(work, file, functions);
      check(given, planShape({ cpus, isFile, complaint }), 'plan()', typed);
      return given as Plan;
    },
    judge(observations, machine, setting) {
      const given = attempt(() => scenario.judge(observations, machine, setting), 'judge()', typed, host);
      check(given, JUDGEMENT, 'judge()', typed);
      return given as Judgement;
    },
  };
}

/** Its default export, or all that CommonJS exports. */
function scenarioIn(exports: Exports): unknown {
  return !('default' in exports) && 'plan' in exports ? exports : exports.default;
}

/** What a module exports besides its experiment. */
function beside({ plan, judge }: Scenario, exports: Exports): Exports {
  return Object.fromEntries(Object.entries(exports).filter(([, value]) => value !== plan && value !== judge));
}

/** What is wrong with a work that calls a function: those of the experiment's own file are known by now. */
function complaintOf({ module, params }: WorkSpec, file: string, exports: Exports): string | null {
  if (module !== workloadModule('call')) return null;
  const called = params.function as unknown as FunctionSource;
  if (!isFile(called.file)) return `there is no file ${called.file}`;
  try {
    if (called.file === file) functionIn(exports, called);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/** A mistake in the user's own code, said so. */
export function userCodeError(what: string, thrown: unknown, hint?: string): ConcurError {
  const advice = hint === undefined ? {} : { hint };
  return new ConcurError('USER_CODE', `${what}: ${described(thrown)}`, { cause: thrown, ...advice });
}

function attempt(ask: () => unknown, what: string, typed: string, host: OwnCodeHost): unknown {
  const done = host.begin();
  try {
    return ask();
  } catch (thrown) {
    throw thrown instanceof ConcurError ? thrown : userCodeError(`${typed}: ${what} threw`, thrown);
  } finally {
    done();
  }
}

function check(value: unknown, shape: Shape, path: string, typed: string): void {
  if (value instanceof Promise) {
    // Whatever becomes of it comes too late.
    value.catch(() => {});
    throw usageError(
      `${typed}: ${path || 'the default export'} returns a promise`,
      'Use a plain function, without async.',
    );
  }
  let found: ReturnType<Shape>;
  try {
    found = shape(value, path);
  } catch (thrown) {
    throw userCodeError(`${typed}: ${path || 'the default export'} can’t be read`, thrown);
  }
  if (found !== null) throw usageError(`${typed}: ${found.message}`, found.hint ?? HINT);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
