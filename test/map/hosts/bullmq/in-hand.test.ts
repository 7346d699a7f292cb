import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sleep } from '../../../../src/base/time/clock.ts';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import { InHand } from '../../../../src/map/hosts/bullmq/in-hand.ts';

const RESERVE_MS = 500;

it('has many at once, but nothing beside a suspect', () => {
  const inHand = new InHand(new VirtualClock());
  const begin = (isSuspect: boolean) => inHand.begin(isSuspect, RESERVE_MS);
  expect([begin(false), begin(false), begin(true)]).toEqual([true, true, false]);
  inHand.end();
  inHand.end();
  expect([begin(true), begin(true), begin(false)]).toEqual([true, false, false]);
});

it('begins nothing before a suspect that waits, for as long as that is reserved', async () => {
  const clock = new VirtualClock();
  const inHand = new InHand(clock);
  const begin = (isSuspect: boolean) => inHand.begin(isSuspect, RESERVE_MS);
  begin(false);
  expect([begin(true), begin(false)]).toEqual([false, false]);
  inHand.end();
  expect([begin(false), begin(true)]).toEqual([false, true]);
  inHand.end();
  begin(false);
  begin(true);
  // It was done elsewhere.
  await sleep(clock, RESERVE_MS);
  expect(begin(false)).toBe(true);
});

it('tells when less is in hand, each time', async () => {
  const inHand = new InHand(new VirtualClock());
  for (let round = 0; round < 2; round++) {
    inHand.begin(false, RESERVE_MS);
    let isLess = false;
    const less = inHand.less.then(() => {
      isLess = true;
    });
    await Promise.resolve();
    expect(isLess).toBe(false);
    inHand.end();
    await less;
  }
});

it('never has a suspect beside anything, whoever asks and ends in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('suspect', 'other', 'end')), (acts) => {
      const inHand = new InHand(new VirtualClock());
      const begun: string[] = [];
      for (const act of acts) {
        if (act !== 'end' && inHand.begin(act === 'suspect', RESERVE_MS)) begun.push(act);
        if (act === 'end' && begun.pop() !== undefined) inHand.end();
        if (begun.includes('suspect')) expect(begun).toHaveLength(1);
      }
    }),
  );
});
