import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import type { StartRefusal } from '../../../machine/programs/start-refusal.ts';

/** Why a command can’t be started, and what to do about it. One that isn't there was typed wrong; the others are there. */
export function refusalError(name: string, refusal: StartRefusal): ConcurError {
  const [why, hint] = reasonOf(refusal);
  const message = `${name === '' ? 'a command without a name' : name} can’t be started: ${why}`;
  const isThere = refusal.kind !== 'not-there' && refusal.kind !== 'not-in-path';
  return isThere ? new ConcurError('NOT_RUNNABLE', message, { hint }) : usageError(message, hint);
}

function reasonOf(refusal: StartRefusal): [why: string, hint: string] {
  switch (refusal.kind) {
    case 'not-there':
      return ['no such program', SPELLING];
    case 'not-in-path':
      return ['it is not in PATH', SPELLING];
    case 'folder':
      return ['it is a folder', 'Name a program in it.'];
    case 'not-executable':
      return [
        'permission denied (its mode has no x bit)',
        `Try chmod +x ${refusal.path}, or name its interpreter.`,
      ];
    case 'forbidden':
      return [
        'permission denied (its owner, a folder above it, or a mount with noexec)',
        `See ls -l ${refusal.path}, and findmnt -T ${refusal.path}.`,
      ];
    case 'no-interpreter':
      return interpreterReason(refusal);
  }
}

const SPELLING = 'Check the spelling, and that it is installed.';

function interpreterReason({
  path,
  interpreter,
}: Extract<StartRefusal, { kind: 'no-interpreter' }>): [string, string] {
  const file = interpreter.replace(/\r$/, '');
  const why = `what runs it is not there: ${file}`;
  if (interpreter === file) return [why, `Install it, or name another interpreter before ${path}.`];
  return [`${why}, with the carriage return at the end of its first line`, 'Save it with line ends of Unix.'];
}
