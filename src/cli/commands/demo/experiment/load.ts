import { spawnSync } from 'node:child_process';
import { Console } from 'node:console';
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ConcurError } from '../../../../base/errors/errors.ts';
import { stackOf } from '../../../../base/errors/read-thrown.ts';
import { builtFile } from '../../../../base/files/package-root.ts';
import type { FoundPython } from '../../../../model/machine/machine.ts';
import type { Scenario } from '../../../../model/scenario.ts';
import { loadModule } from '../../../../workloads/user/load-module.ts';
import { pythonFile } from '../../../../workloads/user/python-reference.ts';
import { placeOf } from '../../../../workloads/user/thrown.ts';
import { existingFile, isFileName, isPythonFile, moduleFile } from '../../../options/own-function.ts';
import { blameOwnCode } from '../../../program/own-code/blame.ts';
import type { OwnCodeHost } from '../../../program/own-code/host.ts';
import { guarded, userCodeError } from './guard.ts';
import { loadPython } from './python/load-python.ts';

/** Waiting at a module's top level for longer than this is waiting for ever. */
const LOAD_MS = 30_000;

const WAITS_IN_COMMONJS = /top-level await/i;
const AWAIT_HINT = 'Rename it to .mts or .mjs: ES modules may use await at the top level.';

/** An experiment that lives outside of this package. */
export interface OwnExperiment {
  /** Absolute. */
  readonly file: string;
  readonly scenario: Scenario;
}

/**
 * The experiments among what was typed that are files, by what was typed.
 * @throws ConcurError USAGE where a file isn't there or exports no experiment, USER_CODE where it can't be loaded
 */
export async function loadExperiments(
  typed: readonly string[],
  host: OwnCodeHost,
  findPython: () => Promise<FoundPython>,
): Promise<Map<string, OwnExperiment>> {
  const byFile = new Map<string, OwnExperiment>();
  const byName = new Map<string, OwnExperiment>();
  for (const name of typed.filter(isFileName)) {
    const file = ownFile(name);
    const own = byFile.get(file) ?? { file, scenario: await scenarioIn(file, name, host, findPython) };
    byFile.set(file, own);
    byName.set(name, own);
  }
  return byName;
}

function ownFile(typed: string): string {
  return isPythonFile(typed)
    ? existingFile(typed, 'concur demo --new NAME.py writes a first one.')
    : moduleFile(typed, 'concur demo --new NAME writes a first one.');
}

async function scenarioIn(
  file: string,
  typed: string,
  host: OwnCodeHost,
  findPython: () => Promise<FoundPython>,
): Promise<Scenario> {
  if (!isPythonFile(typed)) return load(file, typed, host);
  const { path: python } = await findPython();
  return loadPython({ typed, source: { ...pythonFile(file, null), file }, python, env: process.env, host });
}

async function load(file: string, typed: string, host: OwnCodeHost): Promise<Scenario> {
  await host.prepare();
  // Stdout is for the result: what the user's code says besides goes to stderr.
  globalThis.console = new Console(process.stderr, process.stderr);
  blameFor(typed);
  const done = host.begin();
  const exports = await inTime(loadModule(file), typed)
    .finally(done)
    .catch((thrown) => {
      if (thrown instanceof ConcurError) throw thrown;
      const place = thrown instanceof SyntaxError ? placeOfMistake(file) : null;
      const what = `${typed} can’t be loaded${place === null ? '' : ` (line ${place})`}`;
      throw userCodeError(what, thrown, WAITS_IN_COMMONJS.test(String(thrown)) ? AWAIT_HINT : undefined);
    });
  return guarded({ typed, file, exports }, host);
}

let nameRejection = (thrown: unknown): unknown => thrown;

function refuseRejection(thrown: unknown): never {
  throw nameRejection(thrown);
}

/** What it begins and doesn't wait for is its own mistake too. */
function blameFor(typed: string): void {
  const named = (what: string) => (thrown: unknown) =>
    isOurs(thrown) ? thrown : userCodeError(`${typed}: ${what}`, thrown);
  blameOwnCode(named('an error that nobody caught'));
  process.off('unhandledRejection', refuseRejection);
  nameRejection = named('a promise was rejected and not handled');
  process.on('unhandledRejection', refuseRejection);
}

/** Of a module that Node can't read it tells the place to a terminal alone. @returns the line, or null */
function placeOfMistake(file: string): string | null {
  const real = realpathSync(file);
  const { stderr } = spawnSync(process.execPath, ['--check', real], { encoding: 'utf8' });
  // Of TypeScript, Node 20 tells a place in Node itself.
  const path = [real, pathToFileURL(real).href].find((start) => stderr.startsWith(`${start}:`));
  return path === undefined ? null : (/^:(\d+)/.exec(stderr.slice(path.length))?.[1] ?? null);
}

/** An error of this program's own: made in its code, and nowhere on its way was any of the user's. */
function isOurs(thrown: unknown): boolean {
  if (thrown instanceof ConcurError) return true;
  return stackOf(thrown)?.includes(builtFile()) === true && placeOf(thrown) === null;
}

async function inTime<Result>(loading: Promise<Result>, typed: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const message = `${typed} can’t be loaded: it still loads after ${LOAD_MS / 1000} s`;
    timer = setTimeout(() => reject(new ConcurError('USER_CODE', message)), LOAD_MS);
  });
  return Promise.race([loading, late]).finally(() => clearTimeout(timer));
}
