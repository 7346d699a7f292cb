import { describe, expect, it } from 'vitest';
import { QuietGate } from '../../bench/quiet.ts';
import { sleep } from '../../src/base/time/clock.ts';
import { VirtualClock } from '../../src/base/time/virtual-clock.ts';
import { parseCpuTimes } from '../../src/machine/conditions.ts';

/** What goes on at a time, in CPUs. */
interface Load {
  readonly others: number;
  readonly own?: number;
  readonly steal?: number;
}

/** A machine of two CPUs on which time passes as a virtual clock says, with counters as /proc/stat has them. */
function machine(loadAt: (ms: number) => Load, statOf = statText) {
  const clock = new VirtualClock();
  const used = { own: 0, busy: 0, steal: 0 };
  let untilMs = 0;
  const passTo = (nowMs: number) => {
    for (; untilMs < nowMs; untilMs += 10) {
      const { others, own = 0, steal = 0 } = loadAt(untilMs);
      used.own += 10 * own;
      used.busy += 10 * (others + own);
      used.steal += 10 * steal;
    }
  };
  const read = () => {
    const nowMs = clock.nowNs() / 1e6;
    passTo(nowMs);
    const text = statOf({ ...used, idle: 2 * nowMs - used.busy - used.steal });
    return { times: { ...parseCpuTimes(text, [0, 1]), throttledPeriods: 0 }, ownNs: used.own * 1e6 };
  };
  return { clock, cpus: 2, read };
}

/** In ticks of 10 ms, half on each CPU; a machine has been up for a while. */
function statText({ busy, idle, steal }: { busy: number; idle: number; steal: number }): string {
  const each = [busy, idle, steal].map((ms) => 1000 + ms / 20);
  return [0, 1].map((cpu) => `cpu${cpu} ${each[0]} 0 0 ${each[1]} 0 0 0 ${each[2]} 0 0`).join('\n');
}

async function rounds(
  count: number,
  loadAt: (ms: number) => Load,
  { longestMs = 60_000, statOf = statText } = {},
) {
  const instruments = machine(loadAt, statOf);
  const reports: string[] = [];
  const gate = new QuietGate(instruments, longestMs, (text) => reports.push(text));
  const startsMs: number[] = [];
  for (let round = 0; round < count; round++) {
    await gate.through(async () => {
      startsMs.push(instruments.clock.nowNs() / 1e6);
      await sleep(instruments.clock, 1_000);
    });
  }
  return { quietness: gate.quietness, reports, startsMs };
}

describe('a round', () => {
  it('begins after one sample where the machine is quiet', async () => {
    const { quietness, reports, startsMs } = await rounds(2, () => ({ others: 0.02 }));
    expect(startsMs).toEqual([300, 1_600]);
    expect(reports).toEqual([]);
    expect(quietness).toMatchObject({ waitedMs: 0, quietStarts: 2 });
  });

  it('waits until others have ended, and says what it waits for', async () => {
    const { quietness, reports, startsMs } = await rounds(1, (ms) => ({ others: ms < 2_000 ? 1 : 0 }));
    expect(startsMs).toEqual([2_400]);
    expect(reports).toEqual(['waits for a quiet machine: others use 50 % of the CPUs, steal is 0 %']);
    expect(quietness).toMatchObject({ waitedMs: 2_100, quietStarts: 1 });
  });

  it('waits for steal as well', async () => {
    const { quietness } = await rounds(1, (ms) => ({ others: 0, steal: ms < 600 ? 0.1 : 0 }));
    expect(quietness).toMatchObject({ waitedMs: 600, quietStarts: 1 });
  });

  it('doesn’t wait for what the bench itself still does', async () => {
    const { quietness } = await rounds(1, () => ({ others: 0, own: 1 }));
    expect(quietness).toMatchObject({ waitedMs: 0, quietStarts: 1, othersShare: 0 });
  });

  it('goes on beside others once all rounds together have waited as long as they may, and says so once', async () => {
    const { quietness, reports, startsMs } = await rounds(3, () => ({ others: 2 }), { longestMs: 900 });
    expect(startsMs).toEqual([1_200, 2_500, 3_800]);
    expect(reports).toEqual([
      'waits for a quiet machine: others use 100 % of the CPUs, steal is 0 %',
      'has waited 0.9 s, and goes on beside them: others use 100 % of the CPUs, steal is 0 %',
    ]);
    expect(quietness).toMatchObject({ waitedMs: 900, quietStarts: 0, othersShare: 1 });
  });
});

describe('how quiet it was', () => {
  it('is the median of the rounds, without what the bench used', async () => {
    // The rounds are at 300 to 1300, 1600 to 2600 and 2900 to 3900 ms.
    const busy: Load = { others: 0.5, own: 1, steal: 0.02 };
    const { quietness } = await rounds(3, (ms) => {
      const inRound = ms % 1_300 >= 300;
      if (!inRound) return { others: 0 };
      return ms < 1_300 ? { others: 0, own: 1 } : busy;
    });
    expect(quietness.quietStarts).toBe(3);
    expect(quietness.othersShare).toBeCloseTo(0.25, 6);
    expect(quietness.steal).toBeCloseTo(0.01, 6);
  });

  it('is unknown where the kernel doesn’t tell, and nobody waits for it', async () => {
    const { quietness, reports } = await rounds(2, () => ({ others: 2 }), { statOf: () => 'cpu0 0 0 0 0' });
    expect(reports).toEqual([]);
    expect(quietness).toEqual({ waitedMs: 0, quietStarts: null, othersShare: null, steal: null });
  });
});
