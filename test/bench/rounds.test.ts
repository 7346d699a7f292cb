import { describe, expect, it } from 'vitest';
import type { Goal } from '../../bench/line.ts';
import { analysesFrom, type RoundsRule, takeRounds } from '../../bench/rounds.ts';
import type { Experiment } from '../../bench/row.ts';
import { sleep } from '../../src/base/time/clock.ts';
import { VirtualClock } from '../../src/base/time/virtual-clock.ts';

/** Two candidates that take a second each; one has these values, round by round, and the other is always 1. */
function experimentOf(clock: VirtualClock, values: readonly number[], goals: readonly Goal[]) {
  const turns: string[] = [];
  const experiment: Experiment<number> = {
    candidates: ['it', 'other'].map((name) => ({
      name,
      async run() {
        turns.push(name);
        await sleep(clock, 1_000);
        const round = Math.ceil(turns.length / 2) - 1;
        return name === 'it' ? (values[round % values.length] as number) : 1;
      },
    })),
    lines: (results) => [{ what: 'it', values: results('it'), unit: 'ratio', goals, behind: '' }],
  };
  return { experiment, turns };
}

async function take(values: readonly number[], goals: readonly Goal[], rule: Partial<RoundsRule> = {}) {
  const clock = new VirtualClock();
  const { experiment, turns } = experimentOf(clock, values, goals);
  const reports: string[] = [];
  const taken = await takeRounds(
    experiment,
    { analyses: analysesFrom(6), longestMs: 1e9, ...rule },
    { clock, seed: 1, through: (round) => round(), report: (text) => reports.push(text) },
  );
  return { ...taken, turns, reports };
}

const SPREAD = [0.5, 1.5, 0.9, 1.1, 0.8, 1.2];

describe('the rounds of a row', () => {
  it('end at the first analysis that decides every goal, met or missed', async () => {
    expect((await take([0.9], [{ atMost: 1 }])).rounds).toBe(6);
    expect((await take([1.1], [{ atMost: 1 }])).rounds).toBe(6);
    expect((await take([1.1], [{ atMost: 1.2 }, { atLeast: 1.2 }])).rounds).toBe(6);
  });

  it('are as many as at the least where nothing is to be decided', async () => {
    expect((await take(SPREAD, [])).rounds).toBe(6);
  });

  it('go on while one goal isn’t decided, up to three times the fewest', async () => {
    expect((await take(SPREAD, [{ atMost: 2 }, { atMost: 1 }])).rounds).toBe(18);
  });

  it('end at a later analysis, and not between two of them', async () => {
    // Of up to eight values the interval is all of them; from nine on one that is far off doesn’t count any more.
    const values = [9, ...Array.from({ length: 11 }, () => 0.9)];
    expect((await take(values, [{ atMost: 1 }])).rounds).toBe(9);
    expect((await take(values, [{ atMost: 1 }], { analyses: analysesFrom(8) })).rounds).toBe(12);
  });

  it('end when the time is over, yet not before the fewest', async () => {
    // Two seconds a round.
    expect((await take(SPREAD, [{ atMost: 1 }], { longestMs: 14_000 })).rounds).toBe(7);
    expect((await take(SPREAD, [{ atMost: 1 }], { longestMs: 2_000 })).rounds).toBe(6);
  });

  it('are exactly as many as were asked for', async () => {
    expect((await take([0.9], [{ atMost: 1 }], { analyses: [11] })).rounds).toBe(11);
    expect((await take(SPREAD, [{ atMost: 1 }], { analyses: [2] })).rounds).toBe(2);
  });

  it('have every candidate once each, in an order that changes', async () => {
    const { turns } = await take(SPREAD, [], { analyses: [20] });
    const rounds = Array.from({ length: 20 }, (_, round) => turns.slice(2 * round, 2 * round + 2));
    for (const round of rounds) expect([...round].sort()).toEqual(['it', 'other']);
    expect(new Set(rounds.map(String)).size).toBe(2);
  });

  it('are analysed four times at most', () => {
    expect(analysesFrom(6)).toEqual([6, 9, 12, 18]);
    expect(analysesFrom(7)).toEqual([7, 11, 14, 21]);
  });

  it('are announced with how many there may be', async () => {
    const { reports } = await take(SPREAD, [{ atMost: 1 }]);
    expect([reports[0], reports[6]]).toEqual(['round 1 of 6', 'round 7 of 18 at most']);
  });
});
