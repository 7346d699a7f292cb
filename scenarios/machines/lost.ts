import type { BegunUnit, HostLost } from '../../src/model/simulated-hosts.ts';
import { type Checked, countOf, formatNs, formatRatio, ratioOf } from '../../src/scenario-api/index.ts';

/** Leases are looked at five times in one, and two looks may pass before a chunk is free for another host. */
const LATEST_LEASES = 1 + 2 / 5;
/** A host has so many units that it was given before. */
const IN_HAND = 2;

/** Units that the killed host had begun and didn't get to hand in, and when others began them again. */
export function begunAgain({ killed, begun, outcomes }: HostLost): readonly BegunUnit[] {
  const lost = new Set(
    begun.filter(({ unit, host }) => host === killed && outcomes[unit] !== killed).map(({ unit }) => unit),
  );
  return begun.filter(({ unit, host }) => host !== killed && lost.has(unit));
}

export function goesOn(lost: HostLost): Checked {
  const { begun, killed, killedNs } = lost;
  const again = begunAgain(lost);
  const after = begun.filter(
    ({ host, atNs }) => host !== killed && killedNs !== null && atNs > killedNs,
  ).length;
  return {
    expected: `others begin units after ${killed} is killed`,
    observed: `${after} begun, ${again.length} of them again`,
    holds: killedNs === null ? null : after > again.length,
    loadSensitive: true,
  };
}

export function oneOutcomeEach({ outcomes, killedNs }: HostLost): Checked {
  const there = outcomes.filter((host) => host !== null).length;
  return {
    expected: `${outcomes.length} of ${countOf(outcomes.length, 'unit')}`,
    observed: `${there} of ${countOf(outcomes.length, 'unit')}`,
    holds: killedNs === null ? null : there === outcomes.length,
  };
}

export function begunTwice(lost: HostLost): Checked {
  const again = begunAgain(lost);
  return {
    expected: `what ${lost.killed} was at is begun by another host`,
    observed:
      again.length === 0
        ? 'no unit was begun twice'
        : again.map(({ unit, host }) => `unit ${unit} by ${lost.killed}, then by ${host}`).join('; '),
    holds: lost.killedNs === null ? null : again.length > 0,
  };
}

export function redoneInTime(lost: HostLost): Checked {
  const { leaseMs, unitMs } = lost;
  const afterNs = redoneAfterNs(lost);
  const latestNs = (leaseMs * LATEST_LEASES + unitMs * IN_HAND) * 1e6;
  const leases = ratioOf(afterNs, leaseMs * 1e6);
  return {
    expected: `within ${formatNs(latestNs)}: the lease of ${formatNs(leaseMs * 1e6)}, two looks at it, ${IN_HAND} units in hand`,
    observed: afterNs === null ? 'never' : `after ${formatNs(afterNs)}, ${formatRatio(leases)} × the lease`,
    holds: afterNs === null ? null : afterNs <= latestNs,
    loadSensitive: true,
  };
}

/** From the kill to the moment when the first of its units was begun again; null where none was. */
export function redoneAfterNs(lost: HostLost): number | null {
  const { killedNs } = lost;
  const again = begunAgain(lost).map(({ atNs }) => atNs);
  return killedNs === null || again.length === 0 ? null : Math.min(...again) - killedNs;
}
