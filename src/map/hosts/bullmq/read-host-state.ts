import { isNumber, isRecord, isText, orNull, shaped } from '../../../engine/transport/message-shape.ts';
import type { HostState } from '../../../model/hosts.ts';

type Checks = { readonly [Field in keyof HostState]: (value: unknown) => boolean };

const CHECKS: Checks = {
  name: isText,
  id: isText,
  machine: orNull(isText),
  pid: isNumber,
  cpus: isNumber,
  effectiveCpus: orNull(isNumber),
  node: isText,
  concur: isText,
  protocol: isNumber,
  function: isText,
  digest: isText,
  engine: (value) => value === 'threads' || value === 'processes',
  workers: isNumber,
  state: (value) => value === 'here' || value === 'paused' || value === 'leaving',
  done: isNumber,
  runNs: orNull(isNumber),
  runDelayNs: orNull(isNumber),
  clock: orNull(shaped({ offsetMs: isNumber, errorMs: isNumber })),
  saidAtMs: isNumber,
};
const isState = shaped(CHECKS);

/** What a host has written down; null for what is none of ours, or of another version. */
export function readHostState(json: string | null): HostState | null {
  try {
    const said: unknown = JSON.parse(json ?? 'null');
    return isRecord(said) && isState(said) ? (said as unknown as HostState) : null;
  } catch {
    return null;
  }
}
