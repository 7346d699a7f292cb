import { progressWriter } from '../../engine/progress/progress-writer.ts';
import { openForkLine } from '../../engine/worker/line/fork-line.ts';
import type { FromMapWorker, MapWorkerData, ToMapWorker } from '../protocol/messages.ts';
import { liveMap } from './life.ts';

const line = openForkLine<MapWorkerData, ToMapWorker, FromMapWorker>();
const writeAt = line.countersFd === null ? () => {} : progressWriter(line.countersFd, line.data.slot);
// What our predecessor was at is over.
writeAt(0);

const take = liveMap(line.data, {
  threadId: 0,
  keptBytes: () => process.memoryUsage.rss(),
  send(message) {
    line.exitIfOrphaned();
    line.send(message);
  },
  positionReporter: ({ careful }) => (careful ? writeAt : () => {}),
});
line.receive((order) => (order.type === 'leave' ? line.close(() => process.exit(0)) : take(order)));
