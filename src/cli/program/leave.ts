import { fstatSync, writeSync } from 'node:fs';
import { systemCode } from '../../base/errors/read-thrown.ts';

/** What process.exit ends with, and code of the user's may call as well. */
const node = process as NodeJS.Process & { reallyExit(code?: number): never };
const { reallyExit, kill } = node;

/**
 * The only way out of this process: as Node's own, but that listeners of the user's code have no say in the code.
 * Node 20 aborts when it tries to restore a terminal that is gone (nodejs/node pull request 58200), so we die of the
 * hang-up itself then: the shell sees 129.
 */
export function leave(code: number): never {
  process.exitCode = code;
  try {
    process.emit('exit', code);
  } catch {}
  if (terminalIsGone()) {
    process.removeAllListeners('SIGHUP');
    kill.call(process, process.pid, 'SIGHUP');
  }
  return reallyExit.call(process, code);
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
