import type { ThreadTrack } from '../../model/trial/timeline.ts';
import { WAIT_KINDS } from '../../model/waits.ts';
import type { TrackData } from '../document/chart-data.ts';
import { packed, unpacked } from './packed.ts';

/** In a column of CPUs or waits: none, or unknown. */
const NOTHING = -1;

/** A track for the page’s script, to the µs. */
export function packedTrack(track: ThreadTrack): TrackData {
  const { name, pid, tid, cpu, runUs, runDelayUs, waits } = track;
  const atUs = track.atUs.map(Math.round);
  return {
    name,
    pid,
    tid,
    stepUs: packed(atUs.map((at, index) => at - (atUs[index - 1] ?? 0))),
    cpu: packed(cpu.map((one) => one ?? NOTHING)),
    runUs: packed(runUs.map(Math.round)),
    runDelayUs: packed(runDelayUs.map(Math.round)),
    ...(waits === undefined ? {} : { waits: packed(waits.map(waitNumber)) }),
  };
}

/** The track that was packed. */
export function unpackedTrack({ name, pid, tid, stepUs, ...columns }: TrackData): ThreadTrack {
  let at = 0;
  return {
    name,
    pid,
    tid,
    atUs: unpacked(stepUs).map((step) => (at += step)),
    cpu: unpacked(columns.cpu).map((cpu) => (cpu === NOTHING ? null : cpu)),
    runUs: unpacked(columns.runUs),
    runDelayUs: unpacked(columns.runDelayUs),
    ...(columns.waits === undefined
      ? {}
      : { waits: unpacked(columns.waits).map((number) => WAIT_KINDS[number] ?? null) }),
  };
}

function waitNumber(kind: (typeof WAIT_KINDS)[number] | null): number {
  return kind === null ? NOTHING : WAIT_KINDS.indexOf(kind);
}
