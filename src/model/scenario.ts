import type { EngineName } from './engines/engines.ts';
import type { Machine } from './machine/machine.ts';
import type { Setting } from './setting.ts';
import type { Observation } from './trial/observation.ts';
import type { Plan } from './trial/plan.ts';

export type Outcome = 'holds' | 'fails' | 'inconclusive';

/** One checkable part of a hypothesis. */
export interface Claim {
  readonly id: string;
  readonly statement: string;
  /** What it takes to hold, in words. */
  readonly expected: string;
  /** What was seen, in words. */
  readonly observed: string;
  /** Skipped: what it takes isn't here, so nothing was asked of it. It decides nothing. */
  readonly outcome: Outcome | 'skipped';
  /** True when a busy machine alone can make it look false: it then ends inconclusive, never in fails. */
  readonly loadSensitive: boolean;
}

/** Figures side by side, as text that is ready to be shown. */
export interface ResultTable {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  /** A cell for each column. */
  readonly rows: readonly (readonly string[])[];
}

/** What an experiment makes of its observations: claims, and the story of what was seen, a line each. */
export interface Judgement {
  readonly claims: readonly Claim[];
  readonly story: readonly string[];
  readonly tables?: readonly ResultTable[];
  /** Lines that are shown as they are: a drawing. */
  readonly picture?: readonly string[];
}

/** A question, a hypothesis that can be false, the trials that test it, and how their evidence is judged. */
export interface Scenario {
  readonly name: string;
  /** Its place among those that come with concur, the least first. */
  readonly order?: number;
  readonly question: string;
  readonly hypothesis: string;
  /** How many usable CPUs it takes to answer the question at all. */
  readonly needsCpus: number;
  /** The engines that `--engine` may choose, the default first; empty where the experiment fixes them. */
  readonly engines: readonly EngineName[];
  /** The options of `demo` that it follows; others are reported as not used. */
  readonly follows: readonly ('workers' | 'pin' | 'steps' | 'stepMs' | 'call')[];
  /** True when the trials are compared with one another, so that they run in a seeded random order. */
  readonly shuffleTrials?: boolean;
  /** True when some of its trials run in the user's Python, which is then looked for before it is planned. */
  readonly usesPython?: boolean;
  /** True when its question is about Python: without one it is skipped, whatever is found out besides. */
  readonly isAboutPython?: boolean;
  /** True when it starts a broker and hosts of its own: without a server for that, which is then looked for, it is skipped. */
  readonly needsBroker?: boolean;
  /** Pure: the same machine and setting give the same plan. */
  plan(machine: Machine, setting: Setting): Plan;
  /** Pure: sees nothing but the observations, in the plan's order. */
  judge(observations: readonly Observation[], machine: Machine, setting: Setting): Judgement;
}

/** Gives a scenario its type. An experiment's file exports the result as its default. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
