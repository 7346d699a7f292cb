import { NODE_ENGINES } from '../model/engine-names.ts';
import type { Answer, CommandRow } from './command.ts';

/** The one place where commands are declared: parsing, help, the first page and completion come from it. */
export const COMMANDS = [
  {
    name: 'demo',
    description: 'run experiments: live bars, evidence, verdict',
    argument: ['[name...]', 'which experiments: concur list names them; or files of yours: ./mine.ts'],
    examples: [
      ['demo threads', 'two named threads: one process, a kernel thread each'],
      ['demo multicore -w 2', 'one pinned worker per core, one bar each'],
      ['demo --all --quick', 'every experiment, two seconds each'],
      ['demo --new mine', 'begins one of your own: ./mine.ts'],
    ],
    takes: ['document', 'report', 'run', 'setting'],
    words: async () => (await import('../../scenarios/index.ts')).SCENARIOS.map(({ name }) => name),
    load: async ({ options }) =>
      options.new === undefined
        ? (await import('./commands/demo.ts')).demo
        : (await import('./experiment/new.ts')).newExperiment,
  },
  {
    name: 'compare',
    description: 'the same work on threads, processes, a pool and one loop, in turns, with statistics',
    argument: ['[what...]', 'engines, or a function of yours: ./work.ts#hashRow'],
    examples: [['compare', 'threads or processes? the same work on each, in turns']],
    takes: ['document', 'report', 'run', 'setting', 'series'],
    words: async () => NODE_ENGINES,
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  {
    name: 'scale',
    description: 'one worker, two, four…: what more of them bring, and how many are best',
    argument: ['[function]', 'a function of yours: ./work.ts#hashRow'],
    examples: [['scale', 'what more workers bring, and how many are best']],
    takes: ['document', 'report', 'run', 'setting', 'series'],
    load: async () => (await import('./commands/scale.ts')).scale,
  },
  {
    name: 'cores',
    description: 'what this machine has, what of it is ours, who believes what, and the measured truth',
    examples: [['cores', 'how many CPUs you really have here, and who believes what']],
    takes: ['document', 'report', 'run'],
    load: async () => (await import('./commands/cores.ts')).cores,
  },
  {
    name: 'check',
    description: 'a CI gate: does this machine do what it claims?',
    examples: [['check', 'does this CI runner do what it claims?']],
    takes: ['document', 'report', 'run', 'setting'],
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'watch',
    description: 'where any program’s threads run, and what holds them up',
    argument: ['[command...]', 'what to run and watch, behind --: concur watch -- python3 train.py'],
    examples: [['watch -- make -j4', 'where a program’s threads run, and what holds them up']],
    takes: ['document', 'report', 'run'],
    load: async () => (await import('./commands/watch.ts')).watch,
  },
  {
    name: 'report',
    description: 'draw a saved report again, as text or in another format',
    argument: ['[file]', 'what --json or --export json=FILE has saved; - is stdin'],
    examples: [['report run.json', 'draws a saved report again: as text, a page, a trace']],
    takes: ['document', 'report'],
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'list',
    description: 'the experiments: names and the questions they answer',
    examples: [['list', 'the experiments and the questions they answer']],
    takes: ['document'],
    load: async () => (await import('./commands/list.ts')).list,
  },
  {
    name: 'explain',
    description: 'a concept in a screenful: what it is, and what shows it',
    argument: ['[topic...]', 'what to explain; concur explain alone names the topics'],
    examples: [['explain gil', 'a concept in a screenful, and what shows it']],
    takes: ['document'],
    words: async () => (await import('../report/concept/topics.ts')).TOPICS.map(({ name }) => name),
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'completion',
    description: 'a script that completes concur’s words in your shell',
    argument: ['[shell]', 'bash, zsh or fish'],
    examples: [],
    takes: [],
    words: async () => (await import('./completion/vocabulary.ts')).SHELLS,
    load: async (): Promise<Answer> => (await import('./commands/completion.ts')).completion(COMMANDS),
  },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof COMMANDS)[number]['name'];
export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);
