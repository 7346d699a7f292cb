import { COMPARED_NAMES, COMPARED_WORDS } from '../../model/engines/engine-names.ts';
import type { Answer, CommandRow } from './command.ts';

/** The one place where commands are declared: parsing, help, the first page and completion come from it. */
export const COMMANDS = [
  {
    name: 'demo',
    description: 'run experiments: progress bars, evidence from the kernel, verdict',
    argument: ['[name...]', 'names from concur list, or your own files: ./mine.ts'],
    examples: [
      ['demo threads', 'one process, two kernel threads'],
      ['demo multicore -w 2', 'a pinned worker, a bar per core'],
      ['demo --all --quick', 'every experiment, in brief'],
      ['demo --new mine', 'your own experiment: ./mine.ts'],
    ],
    furtherExamples: [
      ['demo gil --source', 'with the code that ran'],
      ['demo gil --python 3.14t', 'the same on another Python'],
      ['demo threads --fault throw', 'a thread that fails'],
    ],
    takes: ['document', 'reports', 'run', 'setting'],
    words: async () =>
      (await import('../../../scenarios/questions/index.ts')).QUESTIONS.map(({ name }) => name),
    load: async ({ options }) =>
      options.ask === true
        ? (await import('../commands/learn/ask-first.ts')).askFirst
        : options.new === undefined
          ? (await import('../commands/demo/demo.ts')).demo
          : (await import('../commands/demo/new.ts')).newExperiment,
  },
  {
    name: 'learn',
    description: 'a course that asks before it answers: a prediction, the real run, and why',
    argument: ['[lesson...]', 'lessons by name; without any, those that are left'],
    examples: [['learn', 'predict, then see it happen']],
    furtherExamples: [
      ['learn gil --source', 'one lesson, with its code'],
      ['learn --answers answers.json --json', 'in a pipe: for a grader'],
    ],
    takes: ['document', 'run'],
    words: async () => (await import('../../../scenarios/lessons/index.ts')).LESSONS.map(({ name }) => name),
    load: async () => (await import('../commands/learn/learn.ts')).learn,
  },
  {
    name: 'compare',
    description: 'run the same work on threads, processes, a pool and one loop, interleaved; with statistics',
    argument: ['[what...]', 'engines, or your own functions: ./work.ts#hashRow, ./work.py#hash_row'],
    examples: [
      ['compare', 'threads or processes?'],
      ['compare ./work.ts#fn --against main', 'is it slower than it was?'],
    ],
    furtherExamples: [
      ['compare ./work.py#fn --input rows.ndjson', 'Python, on your inputs'],
      ['compare ./old.ts#fn ./new.ts#fn', 'two versions'],
      ['compare threads processes -w 1,2,4', 'each on each number'],
      ["compare --command 'gzip f' --command 'xz f'", 'two commands'],
    ],
    takes: ['document', 'reports', 'run', 'setting', 'series'],
    words: async () => COMPARED_WORDS,
    load: async () => (await import('../commands/compare/compare.ts')).compare,
  },
  {
    name: 'scale',
    description: 'run the same work with 1, 2, 4… workers; find the best number',
    argument: [
      '[what...]',
      'an engine, and your own function: ./work.ts#hashRow, ./work.py#hash_row; or a command: -- make -j{w}',
    ],
    examples: [
      ['scale', 'how many workers are worth it?'],
      ['scale -w 1..8 -- make -j{w}', 'the same of any command'],
    ],
    furtherExamples: [
      ['scale processes ./work.ts#fn', 'your function, on this engine'],
      ['scale ./work.ts#fn --predict 64', 'and what 64 CPUs would do'],
    ],
    takes: ['document', 'reports', 'run', 'setting', 'series'],
    words: async () => COMPARED_NAMES,
    load: async () => (await import('../commands/scale/scale.ts')).scale,
  },
  {
    name: 'map',
    description: 'call your function for each line of a file, on all cores; goes on where it was killed',
    argument: ['[function...]', 'your own function: ./work.ts#hashRow, ./work.py#hash_row'],
    examples: [['map ./work.ts#fn --input rows.ndjson', 'your function for each line']],
    furtherExamples: [
      ['map ./work.py#fn --input - --values', 'Python, from stdin to stdout'],
      ['map ./work.ts#fn --input f --shard 2/5', 'the second of five parts'],
    ],
    takes: ['document', 'run'],
    load: async () => (await import('../commands/map/map.ts')).map,
  },
  {
    name: 'cores',
    description: 'show the CPUs of this machine, the limits, what programs report, and what was measured',
    examples: [['cores', 'usable CPUs, and who counts more']],
    furtherExamples: [
      ['cores -q', 'for make -j$(concur cores -q)'],
      ['cores -p 4242', 'another process, from outside'],
      ['cores -q --per-worker 2GB', 'as many as the memory allows'],
    ],
    takes: ['document', 'reports', 'run'],
    load: async () => (await import('../commands/cores/cores.ts')).cores,
  },
  {
    name: 'check',
    description: 'a gate for CI: can this machine run work in parallel?',
    examples: [['check', 'is this CI runner parallel?']],
    furtherExamples: [
      ['check --require "parallelism>=3.5"', 'fail below 3.5 busy cores'],
      ['check --export junit=concur.xml', 'for the CI server'],
    ],
    takes: ['document', 'reports', 'run', 'setting'],
    load: async () => (await import('../commands/check/check.ts')).check,
  },
  {
    name: 'watch',
    description: 'show where any program’s threads run, and what delays them',
    argument: ['[command...]', 'the command to run and watch, after --: concur watch -- python3 train.py'],
    examples: [['watch -- make -j4', 'what delays its threads']],
    furtherExamples: [
      ['watch -p 4242 --for 10s', 'a running process'],
      ['watch --require "parallelism>=2" -- make', 'a gate: exit code 1, or 0'],
    ],
    takes: ['document', 'reports', 'run'],
    load: async () => (await import('../commands/watch/watch.ts')).watch,
  },
  {
    name: 'worker',
    description: 'work for a broker, at these functions of yours alone: a host of parallelMap’s engine hosts',
    argument: ['[function...]', 'all that it may run: ./work.js#hashRow'],
    examples: [['worker ./work.js#fn', 'serve a map of another machine']],
    takes: [],
    load: async () => (await import('../commands/worker/worker.ts')).worker,
  },
  {
    name: 'hosts',
    description: 'list the hosts that work for a broker: machines, CPUs, code, clocks',
    examples: [['hosts', 'which machines serve so']],
    takes: ['document'],
    load: async () => (await import('../commands/hosts/hosts.ts')).hosts,
  },
  {
    name: 'report',
    description: 'print a saved report again, as text or in another format',
    argument: ['[file]', 'a file that --json or --export json=FILE saved; - is stdin'],
    examples: [['report run.json', 'a saved report again: HTML, …']],
    takes: ['document', 'reports'],
    load: async () => (await import('../commands/report.ts')).report,
  },
  {
    name: 'list',
    description: 'list the experiments and the questions they answer',
    examples: [['list', 'the experiments, their questions']],
    takes: ['document'],
    load: async () => (await import('../commands/list.ts')).list,
  },
  {
    name: 'explain',
    description: 'explain a concept on one screen, with the experiment that shows it',
    argument: ['[topic...]', 'the topic; concur explain alone lists the topics'],
    examples: [['explain gil', 'a concept on one screen']],
    takes: ['document'],
    words: async () => (await import('../../report/concept/topics.ts')).TOPICS.map(({ name }) => name),
    load: async () => (await import('../commands/explain/explain.ts')).explain,
  },
  {
    name: 'completion',
    description: 'print a completion script for your shell',
    argument: ['[shell]', 'bash, zsh or fish'],
    examples: [],
    furtherExamples: [['completion bash', 'in ~/.bashrc: eval "$(concur completion bash)"']],
    takes: [],
    words: async () => (await import('../commands/completion/vocabulary.ts')).SHELLS,
    load: async (): Promise<Answer> =>
      (await import('../commands/completion/completion.ts')).completion(COMMANDS),
  },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof COMMANDS)[number]['name'];
export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);
