import type { Told } from '../../src/model/simulated-hosts.ts';
import {
  type Checked,
  type Claim,
  claim,
  type Observation,
  observationOf,
} from '../../src/scenario-api/index.ts';

/** What a trial's program found out. */
export function toldIn<Found>(observations: readonly Observation[], label: string): Told<Found> {
  const { workers } = observationOf(observations, label);
  const told = (workers[0]?.finding ?? null) as Told<Found> | null;
  return told ?? { why: 'its program ended before it could tell', found: null };
}

/** A claim of what was found out; where nothing was, it is open. */
export function claimOf<Found>(
  { why, found }: Told<Found>,
  id: string,
  statement: string,
  check: (found: Found) => Checked,
): Claim {
  const unknown = { expected: 'a broker and two hosts to the end', observed: `unknown: ${why}`, holds: null };
  return claim(id, statement, found === null ? unknown : check(found));
}
