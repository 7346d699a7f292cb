import { MonotonicClock } from '../../base/time/clock.ts';
import { startPythonChild } from '../../engine/adapters/python-child.ts';
import { leaveThenKill } from '../../engine/transport/terminate.ts';
import { LEAVE } from '../../engine/transport/transport.ts';
import type { PythonSource } from '../../model/trial/function-source.ts';
import type { PoolRequest } from '../pool-request.ts';
import { PYTHON_MAP_PROTOCOL, pythonLines } from '../protocol/python-protocol.ts';
import { jsonOf } from '../python-json.ts';
import { outputOf, type ProcessSetup, processGroup } from './process-group.ts';
import type { GroupSetup, MapWorkerGroup } from './worker-group.ts';

/** A function in Python, and what runs it. */
export interface PythonGroupSetup
  extends Pick<GroupSetup, 'workers' | 'takeLine'>,
    Pick<PoolRequest, 'concurrency' | 'init'> {
  readonly source: PythonSource;
  /** The interpreter, absolute. */
  readonly python: string;
}

/** What our program in Python is told of a worker. */
interface PythonMapJob {
  readonly slot: number;
  readonly name: string;
  readonly function: PythonSource;
  readonly concurrency: number;
  /** Its data comes in a line of its own: it may be long. */
  readonly init: string | null;
}

/**
 * Interpreters, a process each.
 * @param needsPositions whether it can't do without seeing at which unit a worker is
 * @throws ConcurError (USAGE) where `init` gets what JSON has no room for
 */
export function pythonGroup(
  { source, python, workers, takeLine, concurrency, init }: PythonGroupSetup,
  own: ProcessSetup,
  needsPositions: boolean,
): MapWorkerGroup {
  const first = init === null ? null : `{"data":${jsonOf(init.data ?? null, 'data')}}`;
  return processGroup(workers, needsPositions, (slot, name, listener, counters) => {
    const job: PythonMapJob = { slot, name, function: source, concurrency, init: init?.name ?? null };
    const launch = { ...own, python, how: 'map', given: JSON.stringify(job), first, cpu: null, counters };
    const child = startPythonChild(launch, PYTHON_MAP_PROTOCOL, {
      ...listener,
      output: outputOf(name, takeLine),
      pinRefused() {},
    });
    const leave = () => child.write(pythonLines(LEAVE));
    return {
      send: (order) => child.write(pythonLines(order)),
      kill: child.kill,
      leave: (patienceMs) => void leaveThenKill({ ...child, leave }, patienceMs, new MonotonicClock()),
    };
  });
}
