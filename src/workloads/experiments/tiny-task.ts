import { readlinkSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

// A thread of the workload `tasks`: for each message it does next to nothing, and tells which kernel thread it is.
parentPort?.on('message', () => parentPort?.postMessage(kernelTid()));

function kernelTid(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/')[2]);
  } catch {
    return null;
  }
}
