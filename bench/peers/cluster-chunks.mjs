import cluster from 'node:cluster';
import { once } from 'node:events';

/** While a worker does one chunk, the next is on its way. */
const AT_A_TIME = 2;

/** Forks workers that run the same program, and waits until all are up. @returns what gives each of them a chunk */
export async function startWorkers(count) {
  const workers = Array.from({ length: count }, () => cluster.fork());
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers.map((worker) => {
    // A worker answers its chunks in their order.
    const waiting = [];
    worker.on('message', (answer) => waiting.shift()(answer));
    return (chunk) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        worker.send(chunk);
      });
  });
}

/** A worker's side: answers each chunk with what comes of it. */
export function serve(doChunk) {
  process.on('message', (chunk) => process.send(doChunk(chunk)));
  process.send('up');
}

/**
 * Deals chunks out to workers, and yields their answers in the chunks' order.
 * @param {Iterable<unknown> | AsyncIterable<unknown>} chunks
 */
export async function* mapChunks(workers, chunks) {
  const answers = [];
  let dealt = 0;
  for await (const chunk of chunks) {
    answers.push(workers[dealt++ % workers.length](chunk));
    if (answers.length === AT_A_TIME * workers.length) yield answers.shift();
  }
  yield* answers;
}
