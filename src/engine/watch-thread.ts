import type { Worker } from 'node:worker_threads';
import type { Listener } from './engine.ts';
import { readLines } from './lines.ts';

/** Passes on what a worker thread prints and how it ends; its last output comes before its end. */
export function watchThread(worker: Worker, listener: Pick<Listener, 'output' | 'exit'>): void {
  let error: Error | null = null;
  const printed = Promise.all([
    readLines(worker.stdout, (line) => listener.output('stdout', line)),
    readLines(worker.stderr, (line) => listener.output('stderr', line)),
  ]);
  worker.on('error', (thrown: unknown) => {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  });
  worker.on('exit', async (code) => {
    await printed;
    listener.exit({ code, signal: null, error });
  });
}
