import { describe, expect, it } from 'vitest';
import { Gate } from '../../../src/base/gate.ts';
import { VirtualClock } from '../../../src/base/time/virtual-clock.ts';
import { leaveThenKill } from '../../../src/engine/terminate/leave-then-kill.ts';

/** A worker that leaves after so long; never, where that is infinite. */
function worker(clock: VirtualClock, leavesAfterMs: number) {
  const gone = new Gate();
  const asked: string[] = [];
  return {
    asked,
    gone: gone.opened,
    leave() {
      asked.push('leave');
      if (Number.isFinite(leavesAfterMs)) clock.after(leavesAfterMs, () => gone.open());
    },
    kill() {
      asked.push('kill');
      gone.open();
    },
  };
}

describe('a worker that is to leave', () => {
  it('isn’t killed where it leaves in time, nor afterwards', async () => {
    const clock = new VirtualClock();
    const leaver = worker(clock, 90);
    await leaveThenKill(leaver, 100, clock);
    expect(leaver.asked).toEqual(['leave']);
  });

  it('is killed where it doesn’t', async () => {
    const clock = new VirtualClock();
    const stayer = worker(clock, Number.POSITIVE_INFINITY);
    await leaveThenKill(stayer, 100, clock);
    expect(stayer.asked).toEqual(['leave', 'kill']);
  });
});
