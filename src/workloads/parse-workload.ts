import { usageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { listOf } from '../base/units.ts';
import type { BuiltIn } from './catalog/built-in.ts';
import { type Params, parseParameter } from './catalog/parameters.ts';
import { BUILT_INS, defaultParams, spellWorkload } from './catalog.ts';

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
  const meant = closest(name, names);
  throw usageError(
    `--workload ${name === '' ? '“”' : name} is unknown; it takes ${listOf(names, 'or')}`,
    meant === null ? 'Try --workload compute.' : `Did you mean --workload ${meant}?`,
  );
}

function settingsOf(workload: BuiltIn, text: string): Params {
  const where = `--workload ${workload.name}`;
  const params: Record<string, number | string> = {};
  for (const setting of text.split(',')) {
    const [name, value] = split(workload, setting.trim());
    const parameter = workload.parameters.find((known) => known.name === name);
    if (parameter === undefined) throw unknownParameter(workload, name);
    if (name in params) throw usageError(`${where} has ${name} twice`, `Write ${name} once.`);
    params[name] = parseParameter(parameter, value, where);
  }
  return params;
}

function split(workload: BuiltIn, setting: string): [string, string] {
  const at = setting.indexOf('=');
  if (at > 0) return [setting.slice(0, at).trim(), setting.slice(at + 1).trim()];
  throw usageError(
    `--workload ${workload.name}: “${setting}” is not PARAMETER=VALUE`,
    `Try --workload ${spellWorkload(workload)}.`,
  );
}

function unknownParameter(workload: BuiltIn, name: string): Error {
  const names = workload.parameters.map((parameter) => parameter.name);
  const meant = closest(name, names);
  return usageError(
    `--workload ${workload.name} has no parameter ${name}; it has ${listOf(names)}`,
    meant === null ? `Try --workload ${spellWorkload(workload)}.` : `Did you mean ${meant}?`,
  );
}
