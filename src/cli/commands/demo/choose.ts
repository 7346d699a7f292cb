import { runsPython } from '../../../model/engines/engine-names.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { Notice } from '../../../model/notice.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { Setting } from '../../../model/setting.ts';
import type { Plan } from '../../../model/trial/plan.ts';
import type { AskedFault } from '../../../run/session/apply-fault.ts';
import { planOf } from '../../../run/session/session.ts';
import { isFileName } from '../../options/own-function.ts';
import type { TypedOptions } from '../../options/table.ts';
import { NO_HOST, type OwnCodeHost } from '../../program/own-code/host.ts';
import { readHere } from '../../setting/here.ts';
import { resolveSetting } from '../../setting/resolve-setting.ts';
import { chooseScenarios, settingFor } from './choose-scenarios.ts';
import type { OwnExperiment } from './experiment/load.ts';
import { UserPython } from './user-python.ts';

/** The experiments to run, checked against what this machine has. */
export interface ChosenExperiments {
  readonly scenarios: readonly Scenario[];
  /** Where those are that the user wrote. */
  readonly files: ReadonlyMap<Scenario, string>;
  readonly machine: Machine;
  /** Of reading the machine. */
  readonly warnings: readonly Notice[];
  readonly fault: AskedFault | null;
  settingOf(scenario: Scenario): Setting;
  /** Null where this machine is too small for the experiment. */
  planFor(scenario: Scenario): Plan | null;
}

export async function chooseExperiments(
  names: readonly string[],
  options: TypedOptions,
  host: OwnCodeHost = NO_HOST,
): Promise<ChosenExperiments> {
  const python = new UserPython(options);
  const own = await ownExperiments(names, python, host);
  const scenarios = chooseScenarios(names, options, own);
  const here = await readHere();
  const machine = await withBroker(await withPython(here.machine, scenarios, options, python), scenarios);
  const shared = resolveSetting(options, machine, here.sysroot);
  const settings = new Map(
    scenarios.map((scenario) => [scenario, settingFor(scenario, shared, options, names.length > 0)]),
  );
  const fault = options.fault ?? null;
  const settingOf = (scenario: Scenario) => settings.get(scenario) ?? shared;
  const planFor = (scenario: Scenario) => {
    const setting = settingOf(scenario);
    return setting.cpus.length < scenario.needsCpus ? null : planOf(scenario, machine, setting, fault);
  };
  const files = new Map([...own.values()].map(({ scenario, file }) => [scenario, file]));
  // What is wrong with a user's plan is said before anything runs.
  for (const scenario of files.keys()) planFor(scenario);
  return { scenarios, files, machine, warnings: here.warnings, fault, settingOf, planFor };
}

async function ownExperiments(
  names: readonly string[],
  python: UserPython,
  host: OwnCodeHost,
): Promise<ReadonlyMap<string, OwnExperiment>> {
  if (!names.some(isFileName)) return new Map();
  return (await import('./experiment/load.ts')).loadExperiments(names, host, () => python.needed());
}

/** Looks for Python where an experiment has a use for it. @throws ConcurError where one that was named can't be run */
async function withPython(
  machine: Machine,
  scenarios: readonly Scenario[],
  { engine, call }: TypedOptions,
  python: UserPython,
): Promise<Machine> {
  // What was asked for by name has to be there; what is merely run beside Node is skipped.
  const isNeeded = (engine !== undefined && runsPython(engine)) || call?.language === 'python';
  const isUsed = isNeeded || scenarios.some(({ usesPython }) => usesPython === true);
  if (!isUsed) return machine;
  return { ...machine, python: await (isNeeded ? python.needed() : python.wanted()) };
}

/** Looks for a broker's server where an experiment starts one. */
async function withBroker(machine: Machine, scenarios: readonly Scenario[]): Promise<Machine> {
  if (!scenarios.some(({ needsBroker }) => needsBroker === true)) return machine;
  const { findBrokerServer } = await import('./broker-server.ts');
  return { ...machine, brokerServer: findBrokerServer(process.env.PATH ?? '', machine.tools) };
}
