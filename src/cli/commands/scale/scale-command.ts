import { usageError } from '../../../base/errors/errors.ts';
import { countOf } from '../../../base/units.ts';
import { type CommandCandidate, commandAbout } from '../../../run/series/command/candidate.ts';
import { scaleCommand } from '../../../run/series/command/scale.ts';
import type { Scaled } from '../../../run/series/scale.ts';
import type { TypedOptions } from '../../options/table.ts';
import { readHere } from '../../setting/here.ts';
import { checkForCommand } from '../series/command/check-options.ts';
import { besideRuns, checkStart } from '../series/command/command-words.ts';
import { type AskedSeries, runSeries, seriesSetting } from '../series/run-series.ts';
import { defaultCounts } from './default-counts.ts';
import { dryScaling } from './dry-scaling.ts';

/** What stands for the number of workers. */
const NUMBER = '{w}';

/** Twenty samples a second would see little of a short command, and of how it ends. */
const INTERVAL_MS = 20;

/** A command with more and more workers, whatever these are to it: `make -j{w}`. */
export async function askCommand(
  words: readonly string[],
  command: readonly string[],
  options: TypedOptions,
): Promise<AskedSeries<Scaled>> {
  checkTyped(words, command, options);
  const { machine, sysroot, warnings } = await readHere();
  const setting = seriesSetting(options, { machine, sysroot });
  const counts = options.workerCounts ?? defaultCounts(machine.allowedCpus.length, Number.POSITIVE_INFINITY);
  const candidates = candidatesOf(command, counts, options);
  const about = commandAbout(spelled(command, options), parametersOf(options));
  const work = { about, runtime: null, revision: null, place: null };
  const typed = { what: command, ...options };
  const how = { intervalMs: INTERVAL_MS, ignoreFailure: options.ignoreFailure ?? false, shell: null };
  return {
    machine,
    warnings,
    options: typed,
    dry: () => dryScaling({ engine: 'command', python: null, work, setting, candidates }),
    run: (stage) =>
      runSeries({ machine, setting, work }, stage, (context, rules) =>
        scaleCommand({ candidates, about, how, rules, predictFor: options.predict ?? [], context }),
      ),
  };
}

function checkTyped(words: readonly string[], command: readonly string[], options: TypedOptions): void {
  const before = words.slice(0, words.length - command.length);
  if (before.length > 0) {
    throw usageError(
      `both a function (${before.join(' ')}) and a command (${command.join(' ')})`,
      'Scale one of them: leave the other out.',
    );
  }
  if (command.length === 0)
    throw usageError('no command follows --', 'Try concur scale -w 1..8 -- make -j{w}.');
  checkForCommand(options);
  const places = [...command, ...Object.values(options.env ?? {})];
  if (places.some((text) => text.includes(NUMBER))) return;
  throw usageError(
    `nothing of the command depends on the number of workers: it has no ${NUMBER}`,
    `Write ${NUMBER} where the number belongs: -- make -j${NUMBER}, or --env OMP_NUM_THREADS=${NUMBER} -- ${command.join(' ')}.`,
  );
}

function candidatesOf(
  command: readonly string[],
  counts: readonly number[],
  options: TypedOptions,
): CommandCandidate[] {
  const all = [...new Set([1, ...counts])].sort((a, b) => a - b);
  return all.map((workers) => {
    const put = (text: string) => text.replaceAll(NUMBER, `${workers}`);
    const words = command.map(put);
    const env = Object.entries(options.env ?? {}).map(([name, value]) => [name, put(value)] as const);
    return {
      label: countOf(workers, 'worker'),
      workers,
      engine: 'command',
      python: null,
      work: { about: commandAbout(words.join(' ')), runtime: null, revision: null },
      ...checkStart(words),
      env: Object.fromEntries(env),
      ...besideRuns(options, put),
      warmUps: options.warmup ?? (workers === all.at(-1) ? 1 : 0),
    };
  });
}

/** As it was typed, with its variables. */
function spelled(command: readonly string[], { env = {} }: TypedOptions): string {
  return [...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...command].join(' ');
}

function parametersOf({ prepare, conclude }: TypedOptions): Readonly<Record<string, unknown>> {
  return { ...(prepare === undefined ? {} : { prepare }), ...(conclude === undefined ? {} : { conclude }) };
}
