import { log } from 'node:console';
import threads from 'node:worker_threads';

if (threads.isMainThread) {
  const file = import.meta.filename;
  const daemon = new threads.Worker(file);
  // Without this line, main waits for it.
  daemon.unref();
  setTimeout(log, 200, 'main: done');
} else {
  setTimeout(log, 1500, 'daemon: done');
}
