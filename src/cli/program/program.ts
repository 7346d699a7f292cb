import { Command as Commander, CommanderError, Option } from 'commander';
import { usageError } from '../../base/errors/errors.ts';
import { closest } from '../../base/errors/suggest.ts';
import { EXIT } from '../exit-codes.ts';
import { headingOf, optionsOf, REPORT_HEADING, type TypedOptions } from '../options/table.ts';
import type { Output } from '../output.ts';
import type { CommandRow, Example, RunCommand } from './command.ts';
import { COMMAND_NAMES, COMMANDS } from './table.ts';

/** Between what may be typed and what comes of it. */
const GAP = 3;
const HELP_WIDTH = 80;

/** Parses the command line, runs the command. @returns the exit code */
export async function runProgram(typed: readonly string[], output: Output): Promise<number> {
  if (typed.length === 0) {
    output.print(`${welcome(COMMANDS)}\nconcur --help says more.\n`);
    return EXIT.ok;
  }
  await checkCommand(typed);
  let code: number = EXIT.ok;
  let help = '';
  const program = new Commander('concur')
    .description('Runs real concurrency experiments and proves what happened with evidence from the kernel.')
    // Answered by main already; declared for the help.
    .option('-v, --version', 'the version')
    .addHelpText('before', welcome(COMMANDS))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
      writeErr: () => {},
      // Where nothing says, Commander makes process.stdout to ask it, which takes milliseconds.
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ helpWidth: HELP_WIDTH });
  for (const row of rowsFor(typed)) {
    addCommand(program, row, typed).action(async (...given: unknown[]) => {
      code = await start(row, given, typed, output);
    });
  }
  try {
    await program.parseAsync(typed, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageFrom(error, typed);
    output.print(help);
  }
  return code;
}

/** @throws ConcurError (USAGE) where the command that was typed, or that help was asked for, is none of ours */
async function checkCommand([first = '', second = '']: readonly string[]): Promise<void> {
  const asked = first === 'help' ? second : first;
  if (asked === '' || asked.startsWith('-') || COMMAND_NAMES.some((name) => name === asked)) return;
  const meant = await meantBy(asked);
  throw usageError(
    `unknown command '${asked}'`,
    meant === null ? 'See concur --help.' : `Did you mean ${meant}?`,
  );
}

/** A command, or an experiment or a topic by its bare name. */
async function meantBy(asked: string): Promise<string | null> {
  for (const row of COMMANDS) {
    if ('words' in row && (await row.words()).some((word) => word === asked))
      return `concur ${row.name} ${asked}`;
  }
  const meant = closest(asked, COMMAND_NAMES);
  return meant === null ? null : `concur ${meant}`;
}

/** The command that was typed needs no others; help needs all of them. */
function rowsFor([first]: readonly string[]): readonly CommandRow[] {
  const row = COMMANDS.find(({ name }) => name === first);
  return row === undefined ? COMMANDS : [row];
}

function addCommand(program: Commander, row: CommandRow, typed: readonly string[]): Commander {
  const { name, description, argument } = row;
  const command = program.command(name).description(description);
  if (argument !== undefined) command.argument(...argument);
  // Making twenty options takes a while; only the command that was typed needs its own.
  if (!typed.includes(name)) return command;
  // What most people look for stands first.
  command.addHelpText('before', `${exampleLines([...row.examples, ...(row.furtherExamples ?? [])])}`);
  command.addHelpOption(new Option('-h, --help', 'print this').helpGroup(REPORT_HEADING));
  for (const [key, { flags, description: meaning, parse }] of optionsOf(row)) {
    const option = new Option(flags, meaning).helpGroup(headingOf(key));
    // Two commands may write one flag with different values.
    option.attributeName = () => key;
    if (parse !== undefined) option.argParser(parse);
    command.addOption(option);
  }
  return command;
}

/** @param given what commander hands to an action: the argument, where there is one, the options, and the command */
async function start(
  row: CommandRow,
  given: readonly unknown[],
  typed: readonly string[],
  output: Output,
): Promise<number> {
  const options = given.at(-2) as TypedOptions;
  const words = given
    .slice(0, -2)
    .flat()
    .filter((word) => typeof word === 'string');
  const dashes = typed.indexOf('--');
  const behindDashes = dashes < 0 ? null : typed.slice(dashes + 1);
  const asked = { words, behindDashes, options };
  const command = await row.load(asked);
  return typeof command === 'function' ? command(asked, output, run) : run(command, asked, output);
}

/** What runs commands is loaded with the first that does. */
const run: RunCommand = async (command, typed, output) =>
  (await import('./run-command.ts')).runCommand(command, typed, output);

/** Where an option that is unknown may be that of a command: what to type. */
const THEIRS: ReadonlyMap<string, string> = new Map([
  ['watch', 'A command to watch follows --: concur watch -- ls -l.'],
  ['scale', 'A command to scale follows --: concur scale -w 1..8 -- make -j{w}.'],
]);

/** Commander's own complaints (unknown commands and flags, missing values) as ours. */
function usageFrom({ message }: CommanderError, typed: readonly string[]) {
  const [what = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const theirs = typed.includes('--') ? undefined : THEIRS.get(typed[0] ?? '');
  return usageError(what, suggestion?.replace(/^\(|\)$/g, '') ?? theirs ?? helpFor(typed));
}

/** The first page: what concur does, by examples. */
function welcome(commands: readonly CommandRow[]): string {
  const lines = exampleLines(commands.flatMap((command) => command.examples));
  return `concur runs concurrency experiments; the kernel’s evidence proves the results.\n\n${lines}`;
}

function exampleLines(examples: readonly Example[]): string {
  const width = Math.max(0, ...examples.map(([typed]) => typed.length)) + GAP;
  return examples.map(([typed, what]) => `  concur ${typed.padEnd(width)}${what}\n`).join('');
}

/** Where the help is that tells what was typed wrong. */
function helpFor([first = '']: readonly string[]): string {
  return COMMAND_NAMES.some((name) => name === first) ? `See concur ${first} --help.` : 'See concur --help.';
}
