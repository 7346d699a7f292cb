import { log } from 'node:console';
import threads from 'node:worker_threads';

const { isMainThread, threadId } = threads;

// The same lines run in both.
log('thread', threadId, 'of', process.pid);

if (isMainThread) {
  new threads.Worker(import.meta.filename);
}
