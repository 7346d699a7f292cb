import { progressWriter } from '../progress-file.ts';
import type { Job, ToWorker } from '../protocol.ts';
import { Inbox } from './inbox.ts';
import { live } from './live.ts';

const [, , jobText, progressFd] = process.argv;
const job: Job = JSON.parse(jobText as string);
const parentPid = process.ppid;
const tell = progressFd === undefined ? tellByMessage() : progressWriter(Number(progressFd), job.index);
let leaving = false;

// Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => {
  if (!leaving) process.exit(1);
});

const inbox = new Inbox(() => {
  leaving = true;
  process.disconnect();
});
process.on('message', (message: ToWorker) => inbox.take(message));

live(job, {
  shared: null,
  threadId: 0,
  send: (message) => process.send?.(message),
  progress: (unitsDone, isUrgent) => {
    // Busy work never sees the channel close. Where setpriv ties our life to the parent's, this is never reached.
    if (process.ppid !== parentPid) process.exit(1);
    tell(unitsDone, isUrgent);
  },
  inbox,
});

/** Where there is no file of counters: messages, but not too many. */
function tellByMessage(): (unitsDone: number, isUrgent?: boolean) => void {
  let nextProgressMs = 0;
  let unsent = 0;
  // Whoever leaves early still tells how far it came.
  process.on('exit', () => {
    if (unsent > 0 && process.connected) process.send?.({ type: 'progress', unitsDone: unsent });
  });
  return (unitsDone, isUrgent) => {
    unsent = unitsDone;
    const nowMs = performance.now();
    if (nowMs < nextProgressMs && isUrgent !== true) return;
    // On a grid, so that steps just as long as the least interval don't miss every other turn.
    nextProgressMs = Math.max(nextProgressMs + job.progressMs, nowMs - job.progressMs);
    unsent = 0;
    process.send?.({ type: 'progress', unitsDone });
  };
}
