import type { MapJob, ToMapWorker } from '../map/protocol.ts';
import { progressWriter } from '../progress-file.ts';
import { liveMap } from './map-life.ts';

const [, , jobText, positionFd] = process.argv;
const job: MapJob = JSON.parse(jobText as string);
const parentPid = process.ppid;
const writeAt = positionFd === undefined ? () => {} : progressWriter(Number(positionFd), job.slot);
// What our predecessor was at is over.
writeAt(0);

// Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));

const take = liveMap(job, {
  threadId: 0,
  send(message) {
    // Busy work never sees the channel close. Where setpriv ties our life to the parent's, this is never reached.
    if (process.ppid !== parentPid) process.exit(1);
    process.send?.(message);
  },
  positionTeller: ({ careful }) => (careful ? writeAt : () => {}),
});
process.on('message', (order: ToMapWorker) => (order.type === 'leave' ? process.disconnect() : take(order)));
