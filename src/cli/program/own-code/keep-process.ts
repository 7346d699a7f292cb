import { ConcurError } from '../../../base/errors/errors.ts';
import { placeOf } from '../../../workloads/user/thrown.ts';
import { EXIT } from '../../exit-codes.ts';

/** From now on, code of the user's runs in this process: it can't end it, or a run without a verdict would pass. */
export function keepProcess(): void {
  const node = process as NodeJS.Process & { reallyExit(code?: number): never };
  const { kill } = node;
  process.exitCode = EXIT.bug;
  process.exit = (code?: unknown) => refuse(`exit(${code ?? ''})`);
  node.reallyExit = (code?: unknown) => refuse(`exit(${code ?? ''})`);
  process.abort = () => refuse('abort()');
  process.kill = (pid, signal) => {
    if (pid === process.pid && signal !== 0) refuse(`kill(process.pid, '${signal ?? 'SIGTERM'}')`);
    return kill.call(process, pid, signal);
  };
  process.getBuiltinModule('node:module').syncBuiltinESMExports();
}

function refuse(call: string): never {
  const place = placeOf(new Error(call));
  throw new ConcurError(
    'USER_CODE',
    `the experiment called process.${call}${place === null ? '' : ` (${place})`}`,
    {
      hint: 'Leave it out: an experiment ends with what judge() returns, or with what it throws.',
    },
  );
}
