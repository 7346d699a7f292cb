import { ConcurError } from '../../../base/errors/errors.ts';
import { COMPARED_ENGINES, runsPython } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { SeriesNotice } from '../../../model/notice.ts';
import type { UnitWork } from '../candidate.ts';

/** Those that take part, and what is to be said of those that don't. */
export interface ChosenEngines {
  readonly engines: readonly EngineName[];
  readonly warnings: readonly SeriesNotice[];
}

/**
 * The engines that take part: those that were named, or all that can do this work.
 * @throws ConcurError (USAGE) where one that was named can't
 */
export function chooseEngines(named: readonly EngineName[], work: UnitWork): ChosenEngines {
  if (named.length > 0) {
    for (const engine of named) checkEngine(engine, work);
    return { engines: named, warnings: [] };
  }
  const warnings = COMPARED_ENGINES.flatMap((engine): SeriesNotice[] => {
    const why = work.impossible(engine);
    return why === null ? [] : [{ code: 'ENGINE_LEFT_OUT', engine, why }];
  });
  return { engines: COMPARED_ENGINES.filter((engine) => work.impossible(engine) === null), warnings };
}

function checkEngine(engine: EngineName, { impossible }: UnitWork): void {
  if (runsPython(engine)) {
    const message = `${engine} runs Python, but this work is JavaScript`;
    throw new ConcurError('USAGE', message, { facts: { kind: 'wrong-language', engine } });
  }
  const why = impossible(engine);
  if (why === null) return;
  throw new ConcurError('USAGE', `${engine} can’t do this: ${why}`, {
    facts: { kind: 'incapable-engine', engine, why },
  });
}
