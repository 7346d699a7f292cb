import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/base/time/virtual-clock.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { leakedWorkers } from '../../src/run/leaked-workers.ts';
import type { RunContext } from '../../src/run/run-context.ts';
import { makeObservation, makeWorker } from '../fixtures/builders.ts';
import { inMemory, type Tree } from '../fixtures/captured.ts';
import { stillContext } from '../fixtures/check-request.ts';

function contextOf(sysroot: Sysroot): RunContext & { readonly clock: VirtualClock } {
  return { ...stillContext({ sysroot }), clock: new VirtualClock() };
}

/** The line of a thread that started then, as proc_pid_stat(5) has it. */
function statLine(tid: number, startTicks: number, comm = 'w1'): string {
  const before = new Array(18).fill('0').join(' ');
  return `${tid} (${comm}) R ${before} ${startTicks} 0 0\n`;
}

const trialOf = (...workers: Parameters<typeof makeWorker>[0][]) =>
  makeObservation({ workers: workers.map(makeWorker) });

const FIRST = { pid: 100, tid: 101, startTicks: 5000, name: 'w1' };
const SECOND = { pid: 200, tid: 200, startTicks: 6000, name: 'p1' };

async function left(tree: Tree, ...workers: Parameters<typeof makeWorker>[0][]) {
  const context = contextOf(inMemory(tree));
  const names = await leakedWorkers([trialOf(...workers)], context);
  return { names, waitedMs: context.clock.nowNs() / 1e6 };
}

describe('workers whose threads are gone', () => {
  it('are not left behind, and nobody waits for them', async () => {
    expect(await left({}, FIRST, SECOND)).toEqual({ names: [], waitedMs: 0 });
  });

  it('are not taken for later ones with their numbers', async () => {
    const tree = { '/proc/100/task/101/stat': statLine(101, 5001) };
    expect(await left(tree, FIRST)).toEqual({ names: [], waitedMs: 0 });
  });
});

describe('workers that are still there', () => {
  const tree = {
    '/proc/100/task/101/stat': statLine(101, 5000),
    '/proc/200/task/200/stat': statLine(200, 6000, 'a ) b) S'),
  };

  it('are given half a second, and then named', async () => {
    expect(await left(tree, FIRST, SECOND)).toEqual({
      names: [
        { name: 'w1', pid: 100, tid: 101 },
        { name: 'p1', pid: 200, tid: 200 },
      ],
      waitedMs: 500,
    });
  });

  it('are looked for in every trial', async () => {
    const trials = [trialOf({ ...FIRST, tid: 999 }), trialOf(FIRST)];
    expect(await leakedWorkers(trials, contextOf(inMemory(tree)))).toEqual([
      { name: 'w1', pid: 100, tid: 101 },
    ]);
  });

  it('are forgiven when they leave in that time', async () => {
    let looks = 0;
    class Leaving extends Sysroot {
      override read(): string | null {
        return ++looks <= 3 ? statLine(101, 5000) : null;
      }
    }
    const context = contextOf(new Leaving('/nowhere'));
    expect(await leakedWorkers([trialOf(FIRST)], context)).toEqual([]);
    expect(context.clock.nowNs() / 1e6).toBe(60);
  });
});

describe('unknown is not none', () => {
  it('where no trial was run', async () => {
    expect(await leakedWorkers([], contextOf(inMemory({})))).toBeNull();
  });

  it('where no worker told its thread', async () => {
    expect((await left({}, { ...FIRST, pid: null, tid: null })).names).toBeNull();
  });

  it('and those that did tell are looked up', async () => {
    const tree = { '/proc/200/task/200/stat': statLine(200, 6000) };
    expect((await left(tree, { ...FIRST, tid: null }, SECOND)).names).toEqual([
      { name: 'p1', pid: 200, tid: 200 },
    ]);
  });
});
