import { countOf, formatNs } from '../../base/units.ts';
import type { MapFindings } from '../../model/documents/map.ts';

/** What a map has come to, in a line; and what to type next, where something is left to do. */
export interface MapWords {
  readonly line: string;
  readonly next: string | null;
}

/** @param ended why it was ended early, as a user asked; null where nobody did */
export function mapInWords(found: MapFindings, ended: string | null): MapWords {
  return { line: lineOf(found, ended), next: found.isFinished ? null : nextStep(found) };
}

function lineOf(found: MapFindings, ended: string | null): string {
  const { settled, before, failed, output, wallNs } = found;
  const where = output === '-' ? '' : `: ${output}`;
  const failures = `${failed} failed${where}`;
  if (found.isFinished && settled === before && settled > 0) {
    return `${all(settled)} had been done already, ${failures}`;
  }
  const earlier = before === 0 ? '' : `, ${before} of them by earlier runs`;
  const time = formatNs(wallNs);
  if (found.isFinished) return `${countOf(settled, 'unit')} done in ${time}${earlier}, ${failures}`;
  const of =
    found.units === null ? countOf(settled, 'unit') : `${settled} of ${countOf(found.units, 'unit')}`;
  const why = ended ?? `stopped by unit ${found.stoppedBy?.index}`;
  return `${of} done in ${time}${earlier}, ${failures} (${why})`;
}

function all(units: number): string {
  return units === 1 ? 'the one unit' : `all ${countOf(units, 'unit')}`;
}

function nextStep({ journal, stoppedBy, output, input }: MapFindings): string | null {
  if (journal === null)
    return output === '-' ? null : `${pipe(input)}: the next run begins anew (--restart).`;
  if (stoppedBy === null) return 'The same words, without --restart, go on from there.';
  return (
    `The same words, without --restart, go on with unit ${stoppedBy.index}. With --on-error collect its error is written and the ` +
    'rest is done. With another function all is done anew: --restart.'
  );
}

function pipe(input: string): string {
  return `${input === '-' ? 'stdin' : input} is a pipe, which can’t be read again`;
}
