import { Worker } from 'node:worker_threads';
import type { ErrorReport } from '../../error-report.ts';
import { leave } from '../leave.ts';

/** How long (ms) the main thread may take to leave: where it stands in a system call it can’t. */
const PATIENCE_MS = 2_000;
const LEAVE = 'concur.leave';

/**
 * Interrupts the main thread through its inspector and has it leave, in the middle of whatever it runs. Stderr is closed
 * before, because Node has something to say there about inspectors.
 */
const SCRIPT = `
const { closeSync, writeSync } = require('node:fs');
const { Session } = require('node:inspector');
const { afterMs, end, patienceMs, symbol } = require('node:worker_threads').workerData;
setTimeout(() => {
  for (const [fd, text] of [[2, end.stderr], [1, end.stdout]]) {
    try { writeSync(fd, text); } catch {}
  }
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), patienceMs);
  closeSync(2);
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression: 'globalThis[Symbol.for("' + symbol + '")]()' });
}, afterMs);`;

/**
 * Ends this process after so long (ms), even while its main thread is busy and hears neither signals nor timers.
 * @param end what is said then
 * @returns what calls it off
 */
export function startWatchdog(afterMs: number, end: ErrorReport): () => void {
  (globalThis as Record<symbol, unknown>)[Symbol.for(LEAVE)] = () => leave(end.code);
  const worker = new Worker(SCRIPT, {
    eval: true,
    execArgv: [],
    env: {},
    workerData: { afterMs, end, patienceMs: PATIENCE_MS, symbol: LEAVE },
  });
  worker.unref();
  // Where threads or inspectors are not permitted, there is no watchdog.
  worker.on('error', () => {});
  return () => void worker.terminate();
}
