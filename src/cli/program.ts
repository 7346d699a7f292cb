import { Command, CommanderError, Option } from 'commander';
import { usageError } from '../base/errors.ts';
import { EXIT } from './exit-codes.ts';
import { type CommandName, OPTIONS, type OptionRow } from './options-table.ts';
import type { Output } from './output.ts';
import type { TypedOptions } from './typed-options.ts';

const WELCOME = `concur runs real concurrency experiments on this machine and proves them with the kernel's evidence.

  concur demo threads          two named threads: one process, a kernel thread each
  concur demo multicore -w 2   one pinned worker per core, one bar each
  concur demo --all --quick    every experiment, two seconds each
  concur demo --new mine       begins one of your own: ./mine.ts
  concur compare               threads or processes? the same work on each, in turns
  concur scale                 what more workers bring, and how many are best
  concur cores                 how many CPUs you really have here, and who believes what
  concur check                 does this CI runner do what it claims?
  concur watch -- make -j4     where a program's threads run, and what holds them up
  concur report run.json       draws a saved report again: as text, a page, a trace
  concur list                  the experiments and the questions they answer
  concur explain gil           a concept in a screenful, and what shows it
`;

/** Parses the command line, runs the command. @returns the exit code */
export async function runProgram(typed: readonly string[], output: Output): Promise<number> {
  let code: number = EXIT.ok;
  let printed = '';
  const program = new Command('concur')
    .description('Runs real concurrency experiments and proves what happened with evidence from the kernel.')
    // Answered by main already; declared for the help.
    .option('-V, --version', 'the version')
    .addHelpText('beforeAll', WELCOME)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => {},
    })
    .configureHelp({ helpWidth: 80 });
  addCommand(program, 'list', 'the experiments: names and the questions they answer', typed).action(
    async (options: TypedOptions) => {
      const { list } = await import('./commands/list.ts');
      code = await list(options, output);
    },
  );
  addCommand(program, 'demo', 'run experiments: live bars, evidence, verdict', typed)
    .argument('[name...]', 'which experiments: concur list names them; or files of yours: ./mine.ts')
    .action(async (names: string[], options: TypedOptions) => {
      const { demo } = await import('./commands/demo.ts');
      code = await demo(names, options, output);
    });
  addCommand(
    program,
    'compare',
    'the same work on threads, processes, a pool and one loop, in turns, with statistics',
    typed,
  )
    .argument('[what...]', 'engines, or a function of yours: ./work.ts#hashRow')
    .action(async (what: string[], options: TypedOptions) => {
      const { compare } = await import('./commands/compare.ts');
      code = await compare(what, options, output);
    });
  addCommand(
    program,
    'scale',
    'one worker, two, four…: what more of them bring, and how many are best',
    typed,
  )
    .argument('[function]', 'a function of yours: ./work.ts#hashRow')
    .action(async (what: string | undefined, options: TypedOptions) => {
      const { scale } = await import('./commands/scale.ts');
      code = await scale(what, options, output);
    });
  addCommand(
    program,
    'cores',
    'what this machine has, what of it is ours, who believes what, and the measured truth',
    typed,
  ).action(async (options: TypedOptions) => {
    const { cores } = await import('./commands/cores.ts');
    code = await cores(options, output);
  });
  addCommand(program, 'check', 'a CI gate: does this machine do what it claims?', typed).action(
    async (options: TypedOptions) => {
      const { check } = await import('./commands/check.ts');
      code = await check(options, output);
    },
  );
  addCommand(program, 'explain', 'a concept in a screenful: what it is, and what shows it', typed)
    .argument('[topic...]', 'what to explain; concur explain alone names the topics')
    .action(async (words: string[], options: TypedOptions) => {
      const { explain } = await import('./commands/explain.ts');
      code = await explain(words, options, output);
    });
  addCommand(program, 'watch', 'where any program’s threads run, and what holds them up', typed)
    .argument('[command...]', 'what to run and watch, behind --: concur watch -- python3 train.py')
    .action(async (words: string[], options: TypedOptions) => {
      const { watch } = await import('./commands/watch.ts');
      code = await watch(words, typed.includes('--'), options, output);
    });
  addCommand(program, 'report', 'draw a saved report again, as text or in another format', typed)
    .argument('[file]', 'what --json or --export json=FILE has saved; - is stdin')
    .action(async (file: string | undefined, options: TypedOptions) => {
      const { report } = await import('./commands/report.ts');
      code = await report(file, options, output);
    });
  addCommand(program, 'completion', 'a script that completes concur’s words in your shell', typed)
    .argument('[shell]', 'bash, zsh or fish')
    .action(async (shell: string | undefined) => {
      const { completion } = await import('./commands/completion.ts');
      completion(shell, output);
    });
  if (typed.length === 0) {
    output.print(`${WELCOME}\nconcur --help says more.\n`);
    return EXIT.ok;
  }
  try {
    await program.parseAsync(typed, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageFrom(error, typed);
    output.print(printed);
  }
  return code;
}

function addCommand(
  program: Command,
  name: CommandName,
  description: string,
  typed: readonly string[],
): Command {
  const command = program.command(name).description(description);
  // Making twenty options takes a while; only the command that was typed needs its own.
  if (!typed.includes(name)) return command;
  for (const [key, row] of Object.entries(OPTIONS) as [string, OptionRow<unknown>][]) {
    if (!row.commands.includes(name)) continue;
    const option = new Option(row.flags, row.description);
    // Two commands may write one flag with different values.
    option.attributeName = () => key;
    if (row.parse !== undefined) option.argParser(row.parse);
    command.addOption(option);
  }
  return command;
}

/** Commander's own complaints (unknown commands and flags, missing values) as ours. */
function usageFrom({ message }: CommanderError, typed: readonly string[]) {
  const [what = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const mayBeTheirs = typed[0] === 'watch' && !typed.includes('--');
  const help = mayBeTheirs
    ? 'A command to watch stands behind --: concur watch -- ls -l.'
    : 'See concur --help.';
  return usageError(what, suggestion?.replace(/^\(|\)$/g, '') ?? help);
}
