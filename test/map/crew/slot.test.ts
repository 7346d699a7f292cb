import { expect, it } from 'vitest';
import { MapSlot } from '../../../src/map/crew/slot.ts';

/** A place whose worker is seen at unit 0 of whatever map it is at. */
function busySlot(): MapSlot {
  const slot = new MapSlot(0);
  slot.state = 'batches';
  slot.worker = { send() {}, position: () => 0, leave() {}, kill() {}, setRef() {} };
  return slot;
}

it('a unit is overdue once it was seen for longer than it may take', () => {
  const slot = busySlot();
  expect([0, 40, 50].map((ms) => slot.overdue(ms, 50))).toEqual([null, null, 0]);
});

it('the first unit of the next map isn’t the one that was seen before', () => {
  const slot = busySlot();
  slot.overdue(0, 50);
  slot.forgetSeen();
  expect([40, 60, 95].map((ms) => slot.overdue(ms, 50))).toEqual([null, null, 0]);
});
