import { codeDigest } from '../../../map/code-digest/code-digest.ts';
import { hostsMissing } from '../../../map/hosts/submit/errors.ts';
import { WIRE_PROTOCOL } from '../../../map/hosts/wire/protocol.ts';
import { type HostState, SILENT_MS } from '../../../model/hosts.ts';
import type { HostsSetup } from './candidate.ts';

/** Hosts that have this code. @throws ConcurError (CAPABILITY_MISSING) where fewer than `least` are there */
export async function hostsHere(
  { broker, place, order: { source } }: HostsSetup,
  least: number,
): Promise<readonly HostState[]> {
  const digest = await codeDigest(source);
  const known = await broker.hosts(place);
  const own = known.filter((host) => host.digest === digest && host.protocol === WIRE_PROTOCOL);
  const here = own.filter(({ state, silentMs }) => state !== 'leaving' && silentMs < SILENT_MS);
  if (here.length >= least) return here;
  const absence = { source, digest, known, wanted: least, here: here.length, waitedMs: 0 };
  throw hostsMissing({ ...absence, url: place.url });
}
