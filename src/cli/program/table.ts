import { COMPARED_WORDS } from '../../model/engines/engine-names.ts';
import type { Answer, CommandRow } from './command.ts';

/** The one place where commands are declared: parsing, help, the first page and completion come from it. */
export const COMMANDS = [
  {
    name: 'demo',
    description: 'run experiments: progress bars, evidence from the kernel, verdict',
    argument: ['[name...]', 'names from concur list, or your own files: ./mine.ts'],
    examples: [
      ['demo threads', 'two threads: one process, two kernel threads'],
      ['demo multicore -w 2', 'one pinned worker per core, one bar each'],
      ['demo --all --quick', 'every experiment, two seconds each'],
      ['demo --new mine', 'write your own experiment: ./mine.ts'],
    ],
    takes: ['document', 'report', 'run', 'setting'],
    words: async () => (await import('../../../scenarios/index.ts')).SCENARIOS.map(({ name }) => name),
    load: async ({ options }) =>
      options.new === undefined
        ? (await import('../commands/demo/demo.ts')).demo
        : (await import('../commands/demo/new.ts')).newExperiment,
  },
  {
    name: 'compare',
    description: 'run the same work on threads, processes, a pool and one loop, interleaved; with statistics',
    argument: ['[what...]', 'engines, or your own functions: ./work.ts#hashRow, ./work.py#hash_row'],
    examples: [
      ['compare', 'threads or processes? both run the same work'],
      ['compare ./work.ts#fn --against main', 'is your function slower than it was?'],
    ],
    takes: ['document', 'report', 'run', 'setting', 'series'],
    words: async () => COMPARED_WORDS,
    load: async () => (await import('../commands/compare/compare.ts')).compare,
  },
  {
    name: 'scale',
    description: 'run the same work with 1, 2, 4… workers; find the best number',
    argument: [
      '[what...]',
      'your own function: ./work.ts#hashRow, ./work.py#hash_row; or a command: -- make -j{w}',
    ],
    examples: [
      ['scale', 'speed-up with more workers; the best number'],
      ['scale -w 1..8 -- make -j{w}', 'the same of any command, and what limits it'],
    ],
    takes: ['document', 'report', 'run', 'setting', 'series'],
    load: async () => (await import('../commands/scale/scale.ts')).scale,
  },
  {
    name: 'map',
    description: 'call your function for each line of a file, on all cores; goes on where it was killed',
    argument: ['[function...]', 'your own function: ./work.ts#hashRow, ./work.py#hash_row'],
    examples: [
      ['map ./work.ts#fn --input rows.ndjson', 'your function for each line of a file, on all cores'],
    ],
    takes: ['document', 'run'],
    load: async () => (await import('../commands/map/map.ts')).map,
  },
  {
    name: 'cores',
    description: 'show the CPUs of this machine, the limits, what programs report, and what was measured',
    examples: [['cores', 'usable CPUs here, and what programs report']],
    takes: ['document', 'report', 'run'],
    load: async () => (await import('../commands/cores/cores.ts')).cores,
  },
  {
    name: 'check',
    description: 'a gate for CI: can this machine run work in parallel?',
    examples: [['check', 'can this CI runner run work in parallel?']],
    takes: ['document', 'report', 'run', 'setting'],
    load: async () => (await import('../commands/check/check.ts')).check,
  },
  {
    name: 'watch',
    description: 'show where any program’s threads run, and what delays them',
    argument: ['[command...]', 'the command to run and watch, after --: concur watch -- python3 train.py'],
    examples: [['watch -- make -j4', 'where a program’s threads run, what delays them']],
    takes: ['document', 'report', 'run'],
    load: async () => (await import('../commands/watch/watch.ts')).watch,
  },
  {
    name: 'worker',
    description: 'work for a broker, at these functions of yours alone: a host of parallelMap’s engine hosts',
    argument: ['[function...]', 'all that it may run: ./work.js#hashRow'],
    examples: [['worker ./work.js#fn', 'do units of a map that another machine calls']],
    takes: [],
    load: async () => (await import('../commands/worker/worker.ts')).worker,
  },
  {
    name: 'hosts',
    description: 'list the hosts that work for a broker: machines, CPUs, code, clocks',
    examples: [['hosts', 'who works so, and on which machines']],
    takes: ['document'],
    load: async () => (await import('../commands/hosts/hosts.ts')).hosts,
  },
  {
    name: 'report',
    description: 'print a saved report again, as text or in another format',
    argument: ['[file]', 'a file that --json or --export json=FILE saved; - is stdin'],
    examples: [['report run.json', 'print a saved report again: text, HTML, a trace']],
    takes: ['document', 'report'],
    load: async () => (await import('../commands/report.ts')).report,
  },
  {
    name: 'list',
    description: 'list the experiments and the questions they answer',
    examples: [['list', 'the experiments and the questions they answer']],
    takes: ['document'],
    load: async () => (await import('../commands/list.ts')).list,
  },
  {
    name: 'explain',
    description: 'explain a concept on one screen, with the experiment that shows it',
    argument: ['[topic...]', 'the topic; concur explain alone lists the topics'],
    examples: [['explain gil', 'a concept on one screen, with its experiment']],
    takes: ['document'],
    words: async () => (await import('../../report/concept/topics.ts')).TOPICS.map(({ name }) => name),
    load: async () => (await import('../commands/explain/explain.ts')).explain,
  },
  {
    name: 'completion',
    description: 'print a completion script for your shell',
    argument: ['[shell]', 'bash, zsh or fish'],
    examples: [],
    takes: [],
    words: async () => (await import('../commands/completion/vocabulary.ts')).SHELLS,
    load: async (): Promise<Answer> =>
      (await import('../commands/completion/completion.ts')).completion(COMMANDS),
  },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof COMMANDS)[number]['name'];
export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);
