import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ConcurError } from '../../../../base/errors/errors.ts';
import { findTool } from '../../../../machine/tools.ts';

/** The user's git, asked from one folder. */
export interface Git {
  readonly path: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What git answered: null where it couldn't; its own words then. */
export interface GitAnswer {
  readonly stdout: string | null;
  readonly why: string;
}

/** A hook of git's is told where its repository is: we ask for that of a folder. */
const OF_ANOTHER = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
];

/** @throws ConcurError (CAPABILITY_MISSING) where there is none */
export function findGit(folder: string, env: NodeJS.ProcessEnv): Git {
  const path = findTool('git', env.PATH ?? '');
  if (path === null) {
    throw new ConcurError('CAPABILITY_MISSING', '--against needs git, and it is not in PATH', {
      hint: 'Install git, or compare two files: concur compare ./old.ts#name ./new.ts#name.',
    });
  }
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !OF_ANOTHER.includes(name)));
  return { path, folder, env: { ...own, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' } };
}

/** @param onStart is given git's process, which leads a group of its own, for whoever has to end it with all that it starts */
export async function askGit(
  { path, folder, env }: Git,
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => {},
): Promise<GitAnswer> {
  const child = spawn(path, ['-C', folder, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart(child);
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : `git ended with ${signal ?? code}`));
  });
  const [stdout, stderr, why] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return why === null ? { stdout, why: '' } : { stdout: null, why: lastLine(stderr) || why };
}

/** Without what git begins its errors with. */
function lastLine(text: string): string {
  const fatal = text.split('\n').find((line) => /^(fatal|error): /.test(line));
  return (fatal ?? text.trim().split('\n').at(-1) ?? '').replace(/^(fatal|error): /, '');
}
