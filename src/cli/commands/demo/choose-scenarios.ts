import { existsSync } from 'node:fs';
import { SCENARIOS } from '../../../../scenarios/index.ts';
import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { listOf } from '../../../base/units.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { OptionNotice } from '../../../model/notice.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { Setting } from '../../../model/setting.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { OwnExperiment } from './experiment/load.ts';
import { refuseEngine } from './refuse-engine.ts';

/**
 * The experiments that were asked for, in the order in which they were typed.
 * @param own those of the user's files, by what was typed
 */
export function chooseScenarios(
  names: readonly string[],
  { all }: TypedOptions,
  own: ReadonlyMap<string, OwnExperiment> = new Map(),
): readonly Scenario[] {
  const known = SCENARIOS.map((scenario) => scenario.name);
  if (names.length === 0) {
    if (all === true) return SCENARIOS;
    throw usageError(
      'demo needs the name of an experiment',
      `It is one of ${listOf(known, 'or')}, or your own file (./mine.ts, ./mine.py); or use --all.`,
    );
  }
  if (all === true) throw usageError('--all and names exclude each other', 'Leave one of them out.');
  const chosen = names.map((name) => {
    const found = own.get(name)?.scenario ?? SCENARIOS.find((scenario) => scenario.name === name);
    if (found !== undefined) return found;
    const file = [`${name}.ts`, `${name}.py`].find((each) => existsSync(each));
    const meant = file === undefined ? closest(name, known) : `./${file}`;
    throw usageError(
      `there is no experiment “${name}”`,
      meant === null ? `There are ${listOf(known)}.` : `Did you mean concur demo ${meant}?`,
    );
  });
  return checkNames([...new Set(chosen)]);
}

/** Results are told apart by their names. */
function checkNames(scenarios: readonly Scenario[]): readonly Scenario[] {
  const names = scenarios.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return scenarios;
  throw usageError(`two experiments have the name ${twice}`, 'Rename yours, or run one at a time.');
}

/**
 * The shared setting, with the engine only where the experiment takes it.
 * @param named true when the experiment was typed by its name: an engine that it doesn't take is an error then
 */
export function settingFor(
  scenario: Scenario,
  shared: Setting,
  { engine }: TypedOptions,
  named: boolean,
): Setting {
  if (engine === undefined || scenario.engines.includes(engine)) return shared;
  if (!named) return { ...shared, engine: null };
  refuseEngine(scenario.name, scenario.engines, { engine });
  return shared;
}

/** Where a quota, and not the CPUs, decides how many workers there are by default. */
export function quotaNotice(chosen: {
  readonly scenarios: readonly Scenario[];
  readonly machine: Machine;
  settingOf(scenario: Scenario): Setting;
}): OptionNotice[] {
  const { quotaCpus, quotaGroup } = chosen.machine;
  const follower = chosen.scenarios.find(({ follows }) => follows.includes('workers'));
  if (quotaCpus === null || follower === undefined) return [];
  const { workers, cpus } = chosen.settingOf(follower);
  if (workers !== null || Math.floor(quotaCpus) >= cpus.length) return [];
  const count = Math.max(1, Math.floor(quotaCpus));
  return [{ code: 'QUOTA_LIMITS_WORKERS', cpus: quotaCpus, group: quotaGroup, workers: count }];
}

const FOLLOWED = {
  workers: '--workers',
  pin: '--pin',
  steps: '--steps',
  stepMs: '--step-time',
  call: '--call',
} as const;

/** Options that were typed and that an experiment has no use for: said, not silently dropped. */
export function unusedOptions(scenarios: readonly Scenario[], options: TypedOptions): OptionNotice[] {
  const typed = {
    workers: options.workers,
    pin: options.pin,
    steps: options.steps,
    stepMs: options.stepTime,
    call: options.call,
  };
  return (Object.keys(FOLLOWED) as (keyof typeof FOLLOWED)[]).flatMap((key): OptionNotice[] => {
    const deaf = scenarios.filter((scenario) => !scenario.follows.includes(key)).map(({ name }) => name);
    if (typed[key] === undefined || deaf.length === 0) return [];
    return [{ code: 'OPTION_NOT_USED', option: FOLLOWED[key], experiments: deaf }];
  });
}
