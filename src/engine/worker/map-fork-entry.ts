import type { FromMapWorker, MapJob, ToMapWorker } from '../map/protocol.ts';
import { progressWriter } from '../progress-file.ts';
import { openForkLine } from './fork-line.ts';
import { liveMap } from './map-life.ts';

const line = openForkLine<MapJob, ToMapWorker, FromMapWorker>();
const writeAt = line.countersFd === null ? () => {} : progressWriter(line.countersFd, line.data.slot);
// What our predecessor was at is over.
writeAt(0);

const take = liveMap(line.data, {
  threadId: 0,
  send(message) {
    line.exitIfOrphaned();
    line.send(message);
  },
  positionTeller: ({ careful }) => (careful ? writeAt : () => {}),
});
line.receive((order) => (order.type === 'leave' ? line.close(() => process.exit(0)) : take(order)));
