import { syncBuiltinESMExports } from 'node:module';
import { placeOf } from '../../workloads/user/thrown.ts';
import { leaveWorker } from './leave-worker.ts';

/** Says how the worker ends. @returns whether that can still be heard */
export type Report = (message: string) => boolean;

const reports: Report[] = [];

/** From now on, code of the user's can't end its worker without a word: it is said where it did. */
export function keepWorker(report: Report): void {
  reports.push(report);
  process.exit = (code) => endBy('exit', Number(code ?? process.exitCode ?? 0));
  process.abort = () => endBy('abort', 1);
  syncBuiltinESMExports();
}

function endBy(name: 'exit' | 'abort', code: number): never {
  const call = new Error(`it called process.${name}(${name === 'exit' ? code : ''})`);
  const place = placeOf(call);
  // Node calls it too, in a thread in which something was thrown.
  if (place === null) return leaveWorker(code);
  const message = `exited with code ${code} before its work was done: ${call.message} (${place})`;
  // An error that nobody catches is heard as long as the worker lives.
  if (!reports.map((report) => report(message)).includes(true)) throw call;
  return leaveWorker(code);
}
