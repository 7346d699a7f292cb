import { ConcurError } from '../../../base/errors/errors.ts';
import type { Permission } from '../../../base/refusals/permissions.ts';
import { namedApart } from '../../../base/text/named-apart.ts';
import { listOf } from '../../../base/units.ts';
import { permissionsOf } from '../../../engine/permissions.ts';
import { shortName } from '../../../model/engines/engine-names.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { SeriesNotice } from '../../../model/notice.ts';
import { runtimeOf, type UserSource } from '../../../workloads/user/python-reference.ts';
import type { Candidate, Runner, UnitWork, Works } from '../candidate.ts';
import { chooseRunners } from './choose-runners.ts';
import { versionLabels } from './labels.ts';
import { labelsOf } from './python/labels.ts';

/** One that takes part, before its number of workers is known. */
export type ChosenEntry = Omit<Candidate, 'workers'>;

/** Who takes part, and what is to be said of those that don't. */
export interface ChosenEntries {
  readonly entries: readonly [ChosenEntry, ...ChosenEntry[]];
  readonly warnings: readonly SeriesNotice[];
}

/** What versions run on where nobody names an engine. */
const OF_VERSIONS: EngineName = 'loop';

/**
 * Engines for one work; or versions of it, all of them on one engine.
 * @param named engines
 * @throws ConcurError (USAGE) where one that was named can't do the work, or several were for versions
 */
export function chooseEntries(named: readonly EngineName[], works: Works): ChosenEntries {
  const [work, ...others] = works;
  const { runners, warnings } =
    others.length === 0 ? chooseRunners(named, work) : { runners: [], warnings: [] };
  const [first, ...more] = others.length === 0 ? engineEntries(runners, work) : versionEntries(named, works);
  if (first === undefined) throw new Error(`no engine can do ${work.about.name}`);
  return { entries: [first, ...more], warnings };
}

/** All of them on each number of workers: `threads ×2`, where there are several. */
export function withWorkers(
  entries: ChosenEntries['entries'],
  counts: readonly number[],
): [Candidate, ...Candidate[]] {
  const [first, ...others] = entries.flatMap((entry) =>
    counts.map((workers) => ({ ...entry, workers, label: labelOn(entry, workers, counts) })),
  );
  if (first === undefined) throw new Error('no number of workers was chosen');
  return [first, ...others];
}

function labelOn({ label }: ChosenEntry, workers: number, counts: readonly number[]): string {
  return counts.length === 1 ? label : `${label} ×${workers}`;
}

/** What of Node’s permission model they can’t do without. @param sources null for built-in work */
export function permissionsFor(
  named: readonly EngineName[],
  sources: readonly (UserSource | string | null)[],
): Permission[] {
  const engines = sources.length > 1 && named.length === 0 ? [OF_VERSIONS] : named;
  return [...new Set(sources.flatMap((source) => permissionsOf(engines, runtimeOf(source))))];
}

export function engineEntries(runners: readonly Runner[], work: UnitWork): ChosenEntry[] {
  const pythons = labelsOf(work.interpreters);
  const names = runners.map(({ engine, python }) =>
    python === null || pythons.size === 1
      ? shortName(engine)
      : `${shortName(engine)} (${pythons.get(python)})`,
  );
  const labels = namedApart(names);
  return runners.map((runner, index) => ({ label: labels[index] as string, ...runner, work }));
}

function versionEntries(named: readonly EngineName[], works: Works): ChosenEntry[] {
  const [engine = OF_VERSIONS, ...more] = named;
  if (more.length > 0) {
    throw new ConcurError('USAGE', `several functions are compared on one engine, not on ${listOf(named)}`, {
      facts: { kind: 'several-engines', engine },
    });
  }
  const labels = versionLabels(works);
  return works.map((work, index) => {
    const [runner, ...others] = chooseRunners([engine], work).runners;
    if (runner === undefined || others.length > 0) {
      throw new ConcurError('USAGE', 'several functions are compared in one Python', {
        facts: { kind: 'several-pythons' },
      });
    }
    return { label: labels[index] as string, ...runner, work };
  });
}
