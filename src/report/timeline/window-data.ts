import type { Phase } from '../../model/phases.ts';
import type { Timeline } from '../../model/trial/timeline.ts';
import type { PhaseData, WindowData } from '../document/chart-data.ts';
import { phaseLetter } from '../style/phase-marks.ts';
import { mannerName } from '../words/phases.ts';
import { packedTrack } from './packed-track.ts';

/** A timeline for the page’s script. */
export function windowData(
  label: string,
  { lengthUs, threads }: Timeline,
  phases: readonly Phase[] = [],
): WindowData {
  return {
    label,
    lengthUs,
    tracks: threads.map(packedTrack),
    ...(phases.length === 0 ? {} : { phases: phases.map(phaseData) }),
  };
}

function phaseData({ startNs, endNs, manner, because }: Phase): PhaseData {
  return {
    fromUs: Math.round(startNs / 1e3),
    toUs: Math.round(endNs / 1e3),
    manner,
    letter: phaseLetter(manner),
    name: mannerName({ manner }),
    because,
  };
}
