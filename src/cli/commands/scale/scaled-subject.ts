import { usageError } from '../../../base/errors/errors.ts';
import { listOf } from '../../../base/units.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { Typed } from '../../program/command.ts';
import { enginesIn } from '../series/named-subjects.ts';

/** What is scaled, and on what; undefined for the usual. */
export interface ScaledSubject {
  readonly what: string | undefined;
  readonly engine: EngineName | undefined;
}

/** @throws ConcurError (USAGE) for several functions, a command, or several engines */
export function scaledSubject(typed: Pick<Typed, 'words' | 'options'>): ScaledSubject {
  const { engines, others, areHosts } = enginesIn(typed);
  const [engine, ...moreEngines] = engines;
  const [what, ...more] = others;
  if (more.length > 0) {
    throw usageError(
      `scale takes one function: ${others.join(' ')}`,
      'A command follows --, {w} in place of the number: concur scale -w 1..8 -- make -j{w}.',
    );
  }
  if (areHosts)
    throw usageError('scale counts hosts by --hosts', 'Try concur scale ./work.ts#name --hosts 1..4.');
  if (moreEngines.length === 0) return { what, engine };
  const words = [...(what === undefined ? [] : [what]), ...engines].join(' ');
  throw usageError(
    `scale runs one engine at a time, not ${listOf(engines)}`,
    `Run it for each: --engine ${engine}. Side by side: concur compare ${words} -w ${typed.options.workerCounts?.join(',') ?? '1,2,4'}.`,
  );
}
