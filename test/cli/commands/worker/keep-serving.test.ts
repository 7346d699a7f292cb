import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import { keepServing, type Leaver } from '../../../../src/cli/commands/worker/keep-serving.ts';

/** What leaves when it is told to, or never, and keeps how it was told. */
function serving({ leavesAt = 'first' as 'first' | 'second' | 'never' } = {}) {
  const told: boolean[] = [];
  let over = { resolve: () => {}, reject: (_thrown: Error) => {} };
  const ended = new Promise<void>((resolve, reject) => {
    over = { resolve, reject };
  });
  const leaves = (now: boolean) => leavesAt === 'first' || (leavesAt === 'second' && now);
  const one: Leaver = {
    left: () => ended,
    async leave(now) {
      told.push(now);
      if (!leaves(now)) return new Promise<void>(() => {});
      over.resolve();
    },
  };
  return { one, told, fail: (message: string) => over.reject(new Error(message)) };
}

function kept(...all: readonly ReturnType<typeof serving>[]) {
  const signals = new EventEmitter();
  const said: string[] = [];
  const clock = new VirtualClock();
  const end = keepServing(
    all.map(({ one }) => one),
    signals,
    { clock, leaving: (signal) => said.push(signal) },
  );
  return { signals, said, end };
}

describe('keepServing', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('finishes what is in hand at %s, and leaves', async (signal) => {
    const [a, b] = [serving(), serving()];
    const { signals, said, end } = kept(a, b);
    signals.emit(signal, signal);
    await end;
    expect([said, a.told, b.told]).toEqual([[signal], [false], [false]]);
  });

  it('gives it back at a second one', async () => {
    const slow = serving({ leavesAt: 'second' });
    const { signals, said, end } = kept(slow);
    signals.emit('SIGTERM', 'SIGTERM');
    signals.emit('SIGINT', 'SIGINT');
    await end;
    expect([said, slow.told]).toEqual([['SIGTERM'], [false, true]]);
  });

  it('doesn’t wait for a broker that never answers', async () => {
    const { signals, end } = kept(serving({ leavesAt: 'never' }));
    signals.emit('SIGTERM', 'SIGTERM');
    signals.emit('SIGTERM', 'SIGTERM');
    await end;
  });

  it('takes what the kernel and the shell send of one terminal for one', async () => {
    const slow = serving({ leavesAt: 'second' });
    const { signals, end } = kept(slow);
    signals.emit('SIGHUP', 'SIGHUP');
    signals.emit('SIGHUP', 'SIGHUP');
    expect(slow.told).toEqual([false]);
    signals.emit('SIGTERM', 'SIGTERM');
    await end;
  });

  it('ends where one can’t go on, when the others have left', async () => {
    const [a, b] = [serving(), serving()];
    const { signals, end } = kept(a, b);
    a.fail('no module');
    await expect(end).rejects.toThrow('no module');
    expect(b.told).toEqual([true]);
    expect(signals.listenerCount('SIGTERM')).toBe(0);
  });

  it('leaves signals to others when it is over', async () => {
    const { signals, end } = kept(serving());
    expect(signals.listenerCount('SIGTERM')).toBe(1);
    signals.emit('SIGTERM', 'SIGTERM');
    await end;
    expect(['SIGTERM', 'SIGINT', 'SIGHUP'].map((name) => signals.listenerCount(name))).toEqual([0, 0, 0]);
  });
});
