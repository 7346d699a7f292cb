import { ConcurError } from '../../../base/errors/errors.ts';
import { engineFor, shortName } from '../../../model/engines/engine-names.ts';
import type { Runtime } from '../../../model/engines/engine-traits.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { SeriesNotice } from '../../../model/notice.ts';
import type { Interpreter, Runner, UnitWork } from '../candidate.ts';

/** Those that take part, and what is to be said of those that don't. */
export interface ChosenRunners {
  readonly runners: readonly Runner[];
  readonly warnings: readonly SeriesNotice[];
}

/**
 * The engines that take part, in each interpreter: those that were named, or all that can do this work.
 * @throws ConcurError (USAGE) where one that was named can't
 */
export function chooseRunners(named: readonly EngineName[], work: UnitWork): ChosenRunners {
  const pythons = work.interpreters.length === 0 ? [null] : work.interpreters;
  const engines = named.length === 0 ? work.engines : named.map((name) => meant(name, work));
  const all = pythons.flatMap((python) => engines.map((engine) => ({ engine, python })));
  if (named.length > 0) {
    for (const runner of all) checkRunner(runner, work);
    return { runners: all, warnings: [] };
  }
  const warnings = all.flatMap(({ engine, python }): SeriesNotice[] => {
    const why = work.impossible(engine, python);
    return why === null ? [] : [{ code: 'ENGINE_LEFT_OUT', engine: shortName(engine), why }];
  });
  return {
    runners: all.filter(({ engine, python }) => work.impossible(engine, python) === null),
    warnings: warnings.filter((notice, index) => index === warnings.findIndex(sameAs(notice))),
  };
}

/** What keeps an engine out of one interpreter may keep it out of all. */
function sameAs(one: SeriesNotice): (other: SeriesNotice) => boolean {
  return (other) => 'why' in one && 'why' in other && one.why === other.why;
}

const LANGUAGE = { node: 'JavaScript', python: 'Python' } as const satisfies Record<Runtime, string>;

function meant(name: EngineName, { runtime }: UnitWork): EngineName {
  const engine = engineFor(runtime, name);
  if (engine !== null) return engine;
  const other = runtime === 'node' ? 'python' : 'node';
  const message = `${name} runs ${LANGUAGE[other]}, but this work is ${LANGUAGE[runtime]}`;
  throw new ConcurError('USAGE', message, {
    facts: { kind: 'wrong-language', engine: name, language: LANGUAGE[other] },
  });
}

function checkRunner({ engine, python }: { engine: EngineName; python: Interpreter | null }, work: UnitWork) {
  const why = work.impossible(engine, python);
  if (why === null) return;
  const name = shortName(engine);
  throw new ConcurError('USAGE', `${name} can’t do this: ${why}`, {
    facts: { kind: 'incapable-engine', engine: name, why },
  });
}
