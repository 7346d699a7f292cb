import { usageError } from '../base/errors/errors.ts';
import type { MapEngineName } from '../model/engines/engines.ts';
import { isPython, type UserSource } from '../workloads/user/python-reference.ts';

/**
 * The engine that a function is mapped on.
 * @param asked null where none was named
 * @throws ConcurError (USAGE) where it can’t run functions of that language
 */
export function mapEngineFor(source: UserSource, asked: MapEngineName | null): MapEngineName {
  if (!isPython(source)) return asked ?? 'threads';
  if (asked !== 'threads') return asked ?? 'processes';
  throw usageError(
    'threads can’t run a function in Python: they would share one interpreter, and take turns at its lock (the GIL)',
    'Use processes: each worker is then an interpreter with a lock of its own.',
  );
}
