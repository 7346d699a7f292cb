import { describe, expect, it, vi } from 'vitest';
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

  it('is read right where this process has to wait for a CPU just when it reads its own', async () => {
    const stallMs = 40;
    const startMs = nowMs();
    const read = Date.now;
    const wallMs = read();
    let calls = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => {
      const untilMs = nowMs() + (++calls === 3 ? stallMs : 0);
      while (nowMs() < untilMs);
      return read();
    });
    const { offsetMs } = await readClock(async () => wallMs + (nowMs() - startMs));
    vi.restoreAllMocks();
    expect(Math.abs(offsetMs)).toBeLessThan(stallMs / 2);
  });
});
