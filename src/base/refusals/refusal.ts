import { ConcurError } from '../errors/errors.ts';
import { isError, messageOf, propertyOf, systemCode } from '../errors/read-thrown.ts';
import { permissionRefusal } from './permissions.ts';

/** What is refused, and what to do about it. */
type Refused = readonly [message: string, hint: string];

const NO_MORE_FILES: Refused = [
  'concur may not open more files (ulimit -n)',
  'Raise the limit (ulimit -n 1024), or use fewer workers.',
];
const NO_MORE_OF_SYSTEM: Refused = [
  'this machine may not open more files (fs.file-max)',
  'End what keeps many files open, or raise fs.file-max.',
];
/** By the code of the error, of files and of all that is started. */
const OF_FILES: Readonly<Record<string, Refused>> = { EMFILE: NO_MORE_FILES, ENFILE: NO_MORE_OF_SYSTEM };

const RAISE_TASKS = 'Raise the limit (ulimit -u; docker run --pids-limit), or use fewer workers.';
const FORBIDDEN_HINT = 'Allow fork and clone there; for Docker, see --security-opt seccomp=FILE.';
/** What keeps a process or thread from being started, by the code of the error. */
const OF_STARTS: Readonly<Record<string, Refused>> = {
  ...OF_FILES,
  EAGAIN: ['the limit of processes and threads is reached (ulimit -u, pids.max)', RAISE_TASKS],
  ENOMEM: ['the memory doesn’t suffice for it', 'Free some memory, raise the limit, or use fewer workers.'],
  EPERM: ['it is forbidden here (a seccomp profile or another sandbox)', FORBIDDEN_HINT],
  ENOSYS: ['it is forbidden here (a seccomp profile or another sandbox)', FORBIDDEN_HINT],
};

/** What the environment refuses to concur, as an error that says what to change; null for anything else that was thrown. */
export function refusalOf(thrown: unknown): ConcurError | null {
  if (!isError(thrown) || thrown instanceof ConcurError) return null;
  const code = systemCode(thrown);
  if (code === 'ERR_ACCESS_DENIED') return permissionRefusal(thrown);
  if (code === 'ERR_WORKER_INIT_FAILED') {
    return notStarted('a worker thread', /: (E[A-Z]+)$/.exec(messageOf(thrown))?.[1] ?? '', thrown);
  }
  if (`${propertyOf(thrown, 'syscall')}`.startsWith('spawn'))
    return notStarted('a process', code ?? '', thrown);
  return refusal(OF_FILES[code ?? ''], thrown);
}

function notStarted(what: string, code: string, cause: Error): ConcurError | null {
  const [why, hint] = OF_STARTS[code] ?? [];
  return why === undefined ? null : refusal([`${what} can’t be started: ${why}`, hint ?? ''], cause);
}

function refusal(found: Refused | undefined, cause: Error): ConcurError | null {
  if (found === undefined) return null;
  const [message, hint] = found;
  return new ConcurError('CAPABILITY_MISSING', message, { hint, cause });
}
