import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConcurError } from '../base/errors/errors.ts';
import type { FoundPython, Python } from '../model/machine/machine.ts';
import { findPython } from './python.ts';
import { findProgram } from './tools.ts';

/** Found where nobody names one. */
const USUAL = 'python3';

/** @throws ConcurError (CAPABILITY_MISSING) where it isn't there, or doesn't run @param named a path, a name, or a version */
export async function requirePython(named: string | undefined, env: NodeJS.ProcessEnv): Promise<FoundPython> {
  const python = await findInterpreter(named, env);
  if (python.state === 'found') return python;
  const facts = { kind: 'no-python', isNamed: named !== undefined } as const;
  throw new ConcurError('CAPABILITY_MISSING', python.why, { facts });
}

/** The user's Python: the usual one, where none is named. */
export async function findInterpreter(named = USUAL, env: NodeJS.ProcessEnv): Promise<Python> {
  let why = `there is no Python ${named} in PATH, nor among those of pyenv and uv`;
  for (const each of pythonsNamed(named, env)) {
    const python = await findPython(each, env);
    if (python.state === 'found') return python;
    if (each === named || python.why !== `${each} is not in PATH`) why = python.why;
  }
  return { state: 'missing', why };
}

/** `3.13`, `3.13.0`, `3.14t`: `t` stands for a free-threaded build. */
const VERSION = /^(\d+(?:\.\d+)?)(\.\d+)?(t?)$/;

/**
 * What `named` may mean: a path or a name as it is; a version as python3.13 in PATH, and as those that pyenv and uv keep in
 * folders of their own.
 * @returns what to try, the likeliest first
 */
export function pythonsNamed(named: string, env: NodeJS.ProcessEnv): string[] {
  const [, minor = '', patch = '', threads = ''] = VERSION.exec(named) ?? [];
  if (minor === '') return [named];
  const program = `python${minor}${threads}`;
  const inPath = patch === '' ? [program] : [];
  return [...inPath, ...keptBy(env, `${minor}${patch}`, threads, program)];
}

/** The interpreters of that version in the folders of version managers: later versions first. */
function keptBy(env: NodeJS.ProcessEnv, version: string, threads: string, program: string): string[] {
  const home = env.HOME ?? homedir();
  const data = env.XDG_DATA_HOME ?? join(home, '.local', 'share');
  const keepers = [
    { folder: join(env.PYENV_ROOT ?? join(home, '.pyenv'), 'versions'), before: '', after: threads },
    {
      folder: env.UV_PYTHON_INSTALL_DIR ?? join(data, 'uv', 'python'),
      before: 'cpython-',
      after: threads === '' ? '' : '+freethreaded',
    },
  ];
  return keepers.flatMap(({ folder, before, after }) =>
    foldersIn(folder)
      .filter((name) => isVersion(name, `${before}${version}`, after))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((name) => join(folder, name, 'bin', program))
      .filter((path) => findProgram(path, '') !== null),
  );
}

/** `3.13.0` is a 3.13 and `cpython-3.13.0+freethreaded-linux-x86_64-gnu` is one without a lock; 3.1 is no 3.13. */
function isVersion(name: string, beginning: string, after: string): boolean {
  if (!name.startsWith(beginning)) return false;
  const [, patch = '', rest = ''] = /^((?:\.\d+)*)(.*)$/.exec(name.slice(beginning.length)) ?? [];
  return (
    (patch === '' || patch.startsWith('.')) && (after === '' ? /^(-|$)/.test(rest) : rest.startsWith(after))
  );
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
