import { threadId } from 'node:worker_threads';
import { flushOutput, openThreadLine } from '../../engine/worker/line/thread-line.ts';
import { CELL, cellsOf } from '../dispatch/cells.ts';
import type { FromMapWorker, MapThreadData, ToMapWorker } from '../protocol/messages.ts';
import { makeClaimer } from './claims.ts';
import { liveMap } from './life.ts';

const { data, send, receive, close } = openThreadLine<MapThreadData, ToMapWorker, FromMapWorker>();
const { cells: memory, claims, ...job } = data;
const cells = cellsOf(memory, job.slot);
// What our predecessor was at is over; what it has answered counts on.
cells[CELL.at] = 0;
cells[CELL.from] = 0;
cells[CELL.to] = 0;

const reportPosition = (position: number) => {
  cells[CELL.at] = position;
};
const take = liveMap(job, {
  threadId,
  send,
  flushOutput,
  positionReporter: () => reportPosition,
  ...(claims === null ? {} : { makeClaimer: (fn, outbox) => makeClaimer(fn, claims, cells, outbox) }),
});
receive((order) => (order.type === 'leave' ? close() : take(order)));
