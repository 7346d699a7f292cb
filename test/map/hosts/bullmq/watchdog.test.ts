import { describe, expect, it } from 'vitest';
import { type Clock, sleep } from '../../../../src/base/time/clock.ts';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import { Watchdog } from '../../../../src/map/hosts/bullmq/watchdog.ts';

class Queue {
  restarts: number[] = [];
  taken = 0;
  idle = true;
  waiting: number | Error = 1;

  watch(clock: Clock): Watchdog {
    return new Watchdog(clock, {
      isIdle: () => this.idle,
      waiting: async () => {
        if (this.waiting instanceof Error) throw this.waiting;
        return this.waiting;
      },
      taken: () => this.taken,
      restart: () => this.restarts.push(clock.nowNs() / 1e9),
    });
  }
}

/** What became of a queue after a minute in which something happens every second. */
async function minute(queue: Queue, each: (second: number) => void): Promise<Queue> {
  const clock = new VirtualClock();
  const dog = queue.watch(clock);
  for (let second = 0; second < 60; second++) {
    each(second);
    await sleep(clock, 1_000);
  }
  dog.stop();
  return queue;
}

describe('the watchdog', () => {
  it('starts anew what leaves chunks waiting, every time after a while', async () => {
    const { restarts } = await minute(new Queue(), () => {});
    expect(restarts.length).toBeGreaterThan(1);
    expect(restarts[0]).toBeGreaterThanOrEqual(10);
  });

  it.each<[string, (queue: Queue, second: number) => void]>([
    ['is busy', (queue) => Object.assign(queue, { idle: false })],
    ['has nothing to take', (queue) => Object.assign(queue, { waiting: 0 })],
    ['takes one now and then', (queue, second) => Object.assign(queue, { taken: Math.floor(second / 8) })],
    ['can’t ask', (queue) => Object.assign(queue, { waiting: new Error('down') })],
    [
      'has nothing to take now and then',
      (queue, second) => Object.assign(queue, { waiting: second % 8 < 3 ? 0 : 1 }),
    ],
  ])('leaves alone who %s', async (_why, each) => {
    const queue = new Queue();
    expect((await minute(queue, (second) => each(queue, second))).restarts).toEqual([]);
  });
});
