import type { HostsMet, UnitOnHost } from '../../src/model/simulated-hosts.ts';
import { type Checked, countOf } from '../../src/scenario-api/index.ts';

/** A host reads its clock in whole milliseconds. */
const WHOLE_MS = 1;

/** Pairs of events on two hosts: in how many an order can be told, and in how many of those it is wrong. */
export interface Orders {
  readonly told: number;
  readonly wrong: number;
  /** Too close together for the clocks' errors. */
  readonly open: number;
}

/** The broker's clock is what all hosts know; the monotonic clock, which simulated hosts share, knows better. */
export function ordersBetween({ hosts, units }: HostsMet): Orders {
  const clocks = new Map(hosts.map(({ name, clock }) => [name, clock]));
  const orders = { told: 0, wrong: 0, open: 0 };
  for (const [one, other] of pairsOf(units)) {
    const [here, there] = [clocks.get(one.host) ?? null, clocks.get(other.host) ?? null];
    if (here === null || there === null) continue;
    const gapMs = one.startMs + here.offsetMs - (other.startMs + there.offsetMs);
    if (Math.abs(gapMs) <= here.errorMs + there.errorMs + WHOLE_MS) orders.open++;
    else {
      orders.told++;
      if (gapMs > 0 !== one.startNs > other.startNs) orders.wrong++;
    }
  }
  return orders;
}

/** An order that is told, by a gap above both errors, is right. */
export function tellsOrder(met: HostsMet): Checked {
  const { told, wrong, open } = ordersBetween(met);
  return {
    expected: 'none of the orders told is wrong',
    observed: `${countOf(told, 'pair')} told, ${wrong} wrong; ${open} left open`,
    holds: told === 0 ? null : wrong === 0,
  };
}

function pairsOf(units: readonly UnitOnHost[]): (readonly [UnitOnHost, UnitOnHost])[] {
  return units.flatMap((one, index) =>
    units.slice(index + 1).flatMap((other) => (one.host === other.host ? [] : [[one, other] as const])),
  );
}
