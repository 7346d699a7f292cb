import { describe, expect, it } from 'vitest';
import { nowMs } from '../../../../src/base/time/real.ts';
import { readClock } from '../../../../src/map/hosts/bullmq/clock.ts';

describe('another clock', () => {
  it('is read in the middle of the quickest round trip', async () => {
    const aheadMs = 5_000;
    const startMs = nowMs();
    const wallMs = Date.now();
    const { offsetMs, errorMs } = await readClock(async () => wallMs + aheadMs + (nowMs() - startMs));
    expect(Math.abs(offsetMs - aheadMs)).toBeLessThan(errorMs + 1.1);
  });
});
