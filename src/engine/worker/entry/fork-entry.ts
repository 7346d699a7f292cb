import { progressWriter } from '../../progress/progress-file.ts';
import type { FromWorker, Job, ToWorker } from '../../protocol/protocol.ts';
import { Inbox } from '../channel.ts';
import { openForkLine } from '../line/fork-line.ts';
import { live } from '../live.ts';

const {
  data: job,
  countersFd,
  send,
  receive,
  close,
  exitIfOrphaned,
} = openForkLine<Job, ToWorker, FromWorker>();
const reportProgress = countersFd === null ? reportByMessage() : progressWriter(countersFd, job.index);

const inbox = new Inbox(() => close());
receive((message) => inbox.take(message));

live(job, {
  shared: null,
  threadId: 0,
  send,
  progress: (unitsDone, isUrgent) => {
    exitIfOrphaned();
    reportProgress(unitsDone, isUrgent);
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
