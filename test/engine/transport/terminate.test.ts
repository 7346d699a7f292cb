import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Gate } from '../../../src/base/gate.ts';
import { VirtualClock } from '../../../src/base/time/virtual-clock.ts';
import { endChild, leaveThenKill } from '../../../src/engine/transport/terminate.ts';

it('sends nothing for a process that couldn’t be started: that would reach our own group', async () => {
  const child = spawn('/nonexistent/program');
  const failed = once(child, 'error');
  const kill = vi.spyOn(child, 'kill').mockReturnValue(true);
  endChild(child);
  expect(kill).not.toHaveBeenCalled();
  await failed;
});

it('ends one that runs', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)']);
  const ended = once(child, 'exit');
  endChild(child);
  expect(await ended).toEqual([null, 'SIGKILL']);
});

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
