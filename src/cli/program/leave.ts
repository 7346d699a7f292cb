import { fstatSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { ConcurError } from '../../base/errors/errors.ts';
import { systemCode } from '../../base/errors/read-thrown.ts';
import { EXIT } from '../exit-codes.ts';

/** What process.exit ends with, and code of the user's may call as well. */
const node = process as NodeJS.Process & { reallyExit(code?: number): never };
const { reallyExit } = node;

/**
 * The only way out of this process: as Node's own, but that listeners of the user's code have no say in the code.
 * Node 20 aborts when it tries to restore a terminal that is gone (nodejs/node pull request 58200), so we die of the
 * hang-up itself then: the shell sees 129.
 */
export function leave(code: number): never {
  if (terminalIsGone()) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  }
  process.exitCode = code;
  try {
    process.emit('exit', code);
  } catch {}
  return reallyExit.call(process, code);
}

/** From now on, code of the user's runs in this process: it can't end it, or a run without a verdict would pass. */
export function keepProcess(): void {
  const refuse = (code?: unknown): never => {
    throw new ConcurError('USER_CODE', `the experiment called process.exit(${code ?? ''})`, {
      hint: 'Leave it out: an experiment ends with what judge() returns, or with what it throws.',
    });
  };
  process.exitCode = EXIT.bug;
  process.exit = refuse;
  node.reallyExit = refuse;
  syncBuiltinESMExports();
}

/** A terminal that was closed is none any more, and writing to it is an error. */
function terminalIsGone(): boolean {
  return [0, 1, 2].some((fd) => {
    try {
      if (fstatSync(fd).isCharacterDevice()) writeSync(fd, '');
      return false;
    } catch (error) {
      return systemCode(error) === 'EIO';
    }
  });
}
