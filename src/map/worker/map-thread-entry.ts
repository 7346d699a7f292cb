import { getHeapStatistics } from 'node:v8';
import { threadId } from 'node:worker_threads';
import { flushOutput, openThreadLine } from '../../engine/worker/line/thread-line.ts';
import * as CELL from '../dispatch/cell.ts';
import { cellsOf } from '../dispatch/cells.ts';
import type { FromMapWorker, MapThreadData, ToMapWorker } from '../protocol/messages.ts';
import { makeClaimer } from './claims.ts';
import { liveMap } from './life.ts';

const { data, send, receive, close } = openThreadLine<MapThreadData, ToMapWorker, FromMapWorker>();
const { cells: memory, ...job } = data;
const cells = cellsOf(memory, job.slot);
// What our predecessor was at is over; what it has answered counts on.
for (const cell of [CELL.at, CELL.from, CELL.to]) cells[cell] = 0;
cells[CELL.base] = CELL.NO_BASE;

const reportPosition = (position: number) => {
  cells[CELL.at] = position;
};
const take = liveMap(job, {
  threadId,
  keptBytes: heapBytes,
  send,
  flushOutput,
  positionReporter: () => reportPosition,
  makeClaimer: (fn, claims, outbox) => makeClaimer(fn, claims, cells, outbox),
});
receive((order) => (order.type === 'leave' ? close() : take(order)));

/** What this thread alone keeps: all else of the process’ memory is shared. */
function heapBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
