import { describe, expect, it } from 'vitest';
import { sleep } from '../../../../src/base/time/clock.ts';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import { BrokerClock } from '../../../../src/map/hosts/serve/broker-clock.ts';

describe('the broker’s clock', () => {
  it('is ahead of ours by what was read last, and what can’t be read changes nothing', async () => {
    const clock = new VirtualClock();
    const readings = [{ offsetMs: 3_600_000, errorMs: 0.1 }, null, { offsetMs: 7_200_000, errorMs: 0.2 }];
    let reads = 0;
    const brokerClock = new BrokerClock(clock, async () => {
      const reading = readings[reads++];
      if (reading == null) throw new Error('the line is down');
      return reading;
    });
    const aheadMs = () => Math.round((brokerClock.nowMs() - Date.now()) / 1e5) * 1e5;
    expect([brokerClock.reading, aheadMs()]).toEqual([null, 0]);
    await brokerClock.start();
    expect([brokerClock.reading, aheadMs()]).toEqual([readings[0], 3_600_000]);
    await sleep(clock, 61_000);
    expect([reads, brokerClock.reading, aheadMs()]).toEqual([2, readings[0], 3_600_000]);
    await sleep(clock, 61_000);
    expect([reads, brokerClock.reading, aheadMs()]).toEqual([3, readings[2], 7_200_000]);
    brokerClock.stop();
    await sleep(clock, 200_000);
    expect(reads).toBe(3);
  });
});
