import { usageError } from '../../../base/errors/errors.ts';
import { listOf } from '../../../base/units.ts';
import { OFFERED_ENGINES } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';

/** @throws ConcurError (USAGE) where an engine is asked for that is none of these */
export function refuseEngine(
  name: string,
  engines: readonly EngineName[],
  { engine }: { readonly engine: EngineName | null },
): void {
  if (engine === null || engines.includes(engine)) return;
  const takes = OFFERED_ENGINES.filter((each) => engines.includes(each));
  throw usageError(
    `${name} does not run on --engine ${engine}`,
    takes.length === 0 ? 'Its engines are fixed: leave --engine out.' : `It takes ${listOf(takes, 'or')}.`,
  );
}
