import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { namedApart } from '../../../base/text/named-apart.ts';
import { findProgram } from '../../../machine/tools.ts';
import { type CommandCandidate, commandAbout } from '../../../run/series/command/candidate.ts';
import { compareCommands } from '../../../run/series/command/compare.ts';
import { shellWords } from '../../../run/series/command/run-command.ts';
import type { Compared } from '../../../run/series/compare.ts';
import { SERIES_DEFAULTS } from '../../../run/series/request/setting.ts';
import { splitWords } from '../../options/parse/shell-words.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readHere } from '../../setting/here.ts';
import { checkForCommand } from '../series/command/check-options.ts';
import { besideRuns, checkStart } from '../series/command/command-words.ts';
import { type AskedSeries, NO_COMPARISON, planOf, runSeries, seriesSetting } from '../series/run-series.ts';
import { chooseGate } from './baseline.ts';

/** As often as `concur watch`: of commands that are compared, times count most. */
const INTERVAL_MS = 50;

/** Several commands, each as a whole. */
export async function askCommands(
  words: readonly string[],
  commands: readonly string[],
  options: TypedOptions,
): Promise<AskedSeries<Compared>> {
  checkTyped(words, commands, options);
  const here = await readHere();
  const { machine } = here;
  const setting = seriesSetting(options, here);
  const shell = chooseShell(options.shell);
  const candidates = candidatesOf(commands, shell, options);
  const labels = candidates.map(({ label }) => label);
  const about = commandAbout('commands', { shell: options.shell ?? NO_SHELL });
  const gate = await chooseGate(options, { machine, workload: about, counts: [1], labels }, true);
  const work = { about: { ...about, name: labels[0] as string }, runtime: null, place: null };
  const { seed } = setting;
  const margin = options.margin ?? SERIES_DEFAULTS.margin;
  const how = { intervalMs: INTERVAL_MS, ignoreFailure: options.ignoreFailure ?? false, shell };
  return {
    machine,
    warnings: here.warnings,
    options,
    dry: () => ({
      workload: about,
      seed,
      planned: planOf({ setting }, candidates),
      ...NO_COMPARISON,
      warnings: [],
    }),
    run: (stage) =>
      runSeries({ machine, setting, work }, stage, (context, rules) =>
        compareCommands({ candidates, about, how, rules, margin, gate, context }),
      ),
  };
}

function checkTyped([word]: readonly string[], commands: readonly string[], options: TypedOptions): void {
  if (word !== undefined) {
    throw usageError(
      `both --command and ${word}: commands are compared with commands, engines with engines`,
      `Leave one of them out, or write it as a command: --command '${word} …'.`,
    );
  }
  checkForCommand(options, ['workerCounts']);
  if (commands.some((command) => command.trim() === ''))
    throw usageError('--command is empty', "Try --command 'make -j4'.");
  if (commands.length > 1) return;
  throw usageError(
    'one command is nothing to compare',
    `Add another: --command '${commands[0]}' --command '…'. What holds one up: concur watch -- ${commands[0]}`,
  );
}

const NO_SHELL = 'none';

/** Where the shell is that reads the commands; null where none does. @throws ConcurError where there is no such shell */
function chooseShell(name: string = NO_SHELL): string | null {
  if (name === NO_SHELL) return null;
  const shell = findProgram(name, process.env.PATH ?? '');
  if (shell !== null) return shell;
  throw new ConcurError('CAPABILITY_MISSING', `--shell ${name}: there is no such shell`, {
    hint: 'Try --shell sh, or --shell none.',
  });
}

function candidatesOf(
  commands: readonly string[],
  shell: string | null,
  options: TypedOptions,
): CommandCandidate[] {
  const labels = namedApart(commands.map((command) => command.trim().replace(/\s+/g, ' ')));
  return commands.map((command, index) => ({
    label: labels[index] as string,
    workers: 1,
    engine: 'command',
    python: null,
    work: { about: commandAbout(command), runtime: null, revision: null },
    ...checkStart(shell === null ? splitWords(command, '--command') : shellWords(shell, { line: command })),
    env: options.env ?? {},
    ...besideRuns(options),
    warmUps: options.warmup ?? 1,
  }));
}
