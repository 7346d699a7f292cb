import { type MessagePort, parentPort, threadId, workerData } from 'node:worker_threads';
import { CELL, cellsOf } from '../map/cells.ts';
import type { MapThreadData, ToMapWorker } from '../map/protocol.ts';
import { makeClaimer } from './map-claims.ts';
import { liveMap } from './map-life.ts';

const { cells: memory, claims, ...job } = workerData as MapThreadData;
const port = parentPort as MessagePort;
const cells = cellsOf(memory, job.slot);
// What our predecessor was at is over; what it has answered counts on.
cells[CELL.at] = 0;
cells[CELL.from] = 0;
cells[CELL.to] = 0;

const tellAt = (position: number) => {
  cells[CELL.at] = position;
};
const take = liveMap(job, {
  threadId,
  send: (message) => port.postMessage(message),
  positionTeller: () => tellAt,
  ...(claims === null ? {} : { makeClaimer: (fn, outbox) => makeClaimer(fn, claims, cells, outbox) }),
});
port.on('message', (order: ToMapWorker) => (order.type === 'leave' ? port.close() : take(order)));
