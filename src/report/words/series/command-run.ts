import type { CommandRun } from '../../../model/documents/command-run.ts';
import { aloneIn } from '../../../run/series/command/alone.ts';
import type { SeenRun } from '../../../run/series/command/seen-run.ts';
import { ceilingInWords } from '../ceiling.ts';
import { detachedWords } from '../detached.ts';
import { phaseInWords } from '../phases.ts';
import { watchBecause } from '../watched.ts';

/** What was seen of a command's run, as a document has it. */
export function commandRunInWords(seen: SeenRun | undefined): CommandRun | null {
  if (seen === undefined) return null;
  const { reason, phases, ceiling, detached, ...figures } = seen;
  return {
    ...figures,
    because: `${watchBecause(reason)}${detachedWords(detached)}`,
    phases: phases.map(phaseInWords),
    ceiling: ceiling === null ? null : ceilingInWords(ceiling),
    alone: aloneIn(seen),
  };
}
