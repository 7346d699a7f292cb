import { usageError } from '../../base/errors.ts';
import { COMPARED_ENGINES, runsPython } from '../../model/engine-names.ts';
import type { EngineName } from '../../model/engines.ts';
import type { Warning } from '../../model/warning.ts';
import type { UnitWork } from '../../run/series/contestant.ts';

/**
 * The engines that take part: those that were named, or all that can do this work.
 * @throws ConcurError (USAGE) where one that was named can't
 */
export function chooseEngines(
  named: readonly EngineName[],
  { impossible }: UnitWork,
): { readonly engines: readonly EngineName[]; readonly warnings: readonly Warning[] } {
  if (named.length > 0) {
    for (const engine of named) {
      if (runsPython(engine)) {
        throw usageError(`${engine} runs Python, and this is work in JavaScript`, 'Try concur demo gil.');
      }
      const why = impossible(engine);
      if (why !== null) throw usageError(`${engine} can’t do this: ${why}`, `Leave ${engine} out.`);
    }
    return { engines: named, warnings: [] };
  }
  const warnings = COMPARED_ENGINES.flatMap((engine) => {
    const why = impossible(engine);
    return why === null
      ? []
      : [{ code: 'ENGINE_LEFT_OUT', message: `${engine} is left out: ${why}`, hint: null }];
  });
  return { engines: COMPARED_ENGINES.filter((engine) => impossible(engine) === null), warnings };
}
