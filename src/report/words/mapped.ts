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
  const failures = `, ${failed} failed${where}`;
  if (found.isFinished && settled === before && settled > 0) {
    return `${all(settled)} had been done already${failures}`;
  }
  const earlier = before === 0 ? '' : `, ${before} of them by earlier runs`;
  const time = formatNs(wallNs);
  if (found.isFinished) return `${countOf(settled, 'unit')} done in ${time}${earlier}${failures}`;
  const of =
    found.units === null ? countOf(settled, 'unit') : `${settled} of ${countOf(found.units, 'unit')}`;
  const begun = `${of} done in ${time}${earlier}`;
  if (found.stoppedBy === null) return `${begun}${failures} (${ended})`;
  // The unit that ended it has no line in the output: it counts among neither.
  return `${begun}${failed === 0 ? where : failures} (ended by unit ${found.stoppedBy.index}, which failed)`;
}

function all(units: number): string {
  return units === 1 ? 'the one unit' : `all ${countOf(units, 'unit')}`;
}

/** What is printed can’t be gone on with. */
const ON_STDOUT = 'With --output FILE, and inputs from a file, a run goes on where the last one stopped.';

function nextStep({ journal, stoppedBy, output, input, settled }: MapFindings): string | null {
  if (journal === null && output === '-') return ON_STDOUT;
  if (journal === null) return `${pipe(input)}: the next run begins anew (--restart).`;
  if (stoppedBy === null) return 'The same words, without --restart, go on from there.';
  const anew = settled === 0 ? '' : ' With another function all is done anew: --restart.';
  return (
    `The same words, without --restart, go on with unit ${stoppedBy.index}. With --on-error collect its error is written and the ` +
    `rest is done.${anew}`
  );
}

function pipe(input: string): string {
  return `${input === '-' ? 'stdin' : input} is a pipe, which can’t be read again`;
}
