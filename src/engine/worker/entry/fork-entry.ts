import { stackOf, textOf } from '../../../base/errors/read-thrown.ts';
import { uncaught } from '../../../workloads/user/thrown.ts';
import { progressWriter } from '../../progress/progress-writer.ts';
import type { FromWorker, Job, ToWorker } from '../../protocol/protocol.ts';
import { Inbox } from '../channel.ts';
import { leaveWorker } from '../leave-worker.ts';
import { openForkLine } from '../line/fork-line.ts';
import { live } from '../live.ts';

const {
  data: job,
  countersFd,
  send,
  receive,
  release,
  exitIfOrphaned,
} = openForkLine<Job, ToWorker, FromWorker>();
const reportProgress = countersFd === null ? reportByMessage() : progressWriter(countersFd, job.index);

const inbox = new Inbox(release);
receive((message) => inbox.take(message));

// Code of the user's may throw at any time, also when its work is done.
process.on('uncaughtException', (thrown) => {
  process.stderr.write(`${stackOf(thrown) ?? textOf(thrown)}\n`);
  send({ type: 'fault', message: uncaught(thrown), code: null, unitsDone });
  leaveWorker(1);
});

let unitsDone = 0;

live(job, {
  shared: null,
  threadId: 0,
  send,
  progress: (done, isUrgent) => {
    unitsDone = done;
    exitIfOrphaned();
    reportProgress(done, isUrgent);
  },
  inbox,
});

/** Where there is no file of counters: messages, but not too many. */
function reportByMessage(): (unitsDone: number, isUrgent?: boolean) => void {
  let nextProgressMs = 0;
  let unsent = 0;
  // Whoever leaves early still tells how far it came.
  process.on('exit', () => {
    if (unsent > 0) send({ type: 'progress', unitsDone: unsent });
  });
  return (unitsDone, isUrgent) => {
    unsent = unitsDone;
    const nowMs = performance.now();
    if (nowMs < nextProgressMs && isUrgent !== true) return;
    // On a grid, so that steps just as long as the least interval don't miss every other turn.
    nextProgressMs = Math.max(nextProgressMs + job.progressMs, nowMs - job.progressMs);
    unsent = 0;
    send({ type: 'progress', unitsDone });
  };
}
