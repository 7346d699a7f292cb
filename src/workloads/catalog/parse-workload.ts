import { ConcurError, usageError } from '../../base/errors/errors.ts';
import { closest } from '../../base/errors/suggest.ts';
import { listOf } from '../../base/units.ts';
import type { BuiltIn } from './built-in.ts';
import { BUILT_INS, defaultParams, spellWorkload } from './catalog.ts';
import { type Params, parseParameter } from './parameters.ts';

/** A workload, and the value of every parameter that it has. */
export interface ChosenWorkload {
  readonly workload: BuiltIn;
  readonly params: Params;
}

/**
 * Parses `NAME` or `NAME:PARAMETER=VALUE,…`, such as `message:size=1MB,how=transfer`.
 * @throws ConcurError (USAGE) for an unknown name, parameter or choice, and for a number out of its bounds
 */
export function parseWorkload(text: string): ChosenWorkload {
  const [name = '', ...rest] = text.trim().split(':');
  const workload = workloadNamed(name);
  return {
    workload,
    params: {
      ...defaultParams(workload),
      ...(rest.length === 0 ? {} : settingsOf(workload, rest.join(':'))),
    },
  };
}

function workloadNamed(name: string): BuiltIn {
  const found = BUILT_INS.find((workload) => workload.name === name);
  if (found !== undefined) return found;
  const names = BUILT_INS.map((workload) => workload.name);
  throw new ConcurError('USAGE', `there is no workload “${name}”; there are ${listOf(names)}`, {
    facts: { kind: 'unknown-workload', name, known: names },
  });
}

function settingsOf(workload: BuiltIn, text: string): Params {
  const params: Record<string, number | string> = {};
  for (const setting of text.split(',')) {
    const [name, value] = split(workload, setting.trim());
    const parameter = workload.parameters.find((known) => known.name === name);
    if (parameter === undefined) throw unknownParameter(workload, name);
    if (name in params)
      throw usageError(`workload ${workload.name} has ${name} twice`, `Write ${name} once.`);
    params[name] = parseParameter(parameter, value, workload.name);
  }
  return params;
}

function split(workload: BuiltIn, setting: string): [string, string] {
  const at = setting.indexOf('=');
  if (at > 0) return [setting.slice(0, at).trim(), setting.slice(at + 1).trim()];
  throw new ConcurError('USAGE', `workload ${workload.name}: “${setting}” is not PARAMETER=VALUE`, {
    facts: { kind: 'wrong-workload', example: spellWorkload(workload), isMeant: false },
  });
}

function unknownParameter(workload: BuiltIn, name: string): Error {
  const names = workload.parameters.map((parameter) => parameter.name);
  const meant = closest(name, names);
  const message = `workload ${workload.name} has no parameter ${name}; it has ${listOf(names)}`;
  if (meant !== null) return usageError(message, `Did you mean ${meant}?`);
  return new ConcurError('USAGE', message, {
    facts: { kind: 'wrong-workload', example: spellWorkload(workload), isMeant: false },
  });
}
