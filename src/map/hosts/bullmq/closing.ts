import { MonotonicClock, sleep } from '../../../base/time/clock.ts';

const LOOK_MS = 100;

/** What of a connection matters here. */
interface Client {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(): void;
}

/**
 * Waits until a part of BullMQ is closed. It disconnects what it waits on first, and ioredis, told so between two tries to connect,
 * does nothing more at all, and never says that it is over (https://github.com/taskforcesh/bullmq/issues/4585): one more try ends it.
 */
export async function closed(part: Promise<void>, client: Promise<Client> | undefined): Promise<void> {
  const clock = new MonotonicClock();
  let isOver = false;
  const over = part.finally(() => {
    isOver = true;
  });
  const found = await client;
  await Promise.race([over, sleep(clock, LOOK_MS)]);
  while (!isOver) {
    if (found?.status === 'reconnecting') {
      await found.connect().then(
        () => found.disconnect(),
        () => {},
      );
    }
    await Promise.race([over, sleep(clock, LOOK_MS)]);
  }
  await over;
}
