import type { Job, ToWorker } from '../protocol.ts';
import { live } from './live.ts';

const job: Job = JSON.parse(process.argv[2] as string);
const parentPid = process.ppid;
let leaving = false;
let lastProgressMs = 0;

// Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => {
  if (!leaving) process.exit(1);
});

live(job, {
  send: (message) => process.send?.(message),
  progress: (unitsDone) => {
    const nowMs = performance.now();
    if (nowMs - lastProgressMs < job.progressMs) return;
    lastProgressMs = nowMs;
    // Busy work never sees the channel close. Where setpriv ties our life to the parent's, this is never reached.
    if (process.ppid !== parentPid) process.exit(1);
    process.send?.({ type: 'progress', unitsDone });
  },
  go: () =>
    new Promise((resolve) => {
      process.on('message', (message: ToWorker) => {
        if (message.type === 'go') return resolve();
        leaving = true;
        process.disconnect();
      });
    }),
});
