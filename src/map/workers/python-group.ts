import { MonotonicClock } from '../../base/time/clock.ts';
import { startPythonChild } from '../../engine/adapters/python-child.ts';
import { leaveThenKill } from '../../engine/transport/terminate.ts';
import { LEAVE } from '../../engine/transport/transport.ts';
import type { PythonSource } from '../../model/trial/function-source.ts';
import type { MapWorkerData } from '../protocol/messages.ts';
import { jsonOf, PYTHON_MAP_PROTOCOL, pythonLines } from '../protocol/python-protocol.ts';
import { outputOf, type ProcessSetup, processGroup } from './process-group.ts';
import type { GroupSetup, MapWorkerGroup } from './worker-group.ts';

/** A function in Python, and what runs it. */
export interface PythonGroupSetup extends Omit<GroupSetup, 'source'> {
  readonly source: PythonSource;
  /** The interpreter, absolute. */
  readonly python: string;
}

/** What our program in Python is told of a worker. */
interface PythonWorkerData extends Omit<MapWorkerData, 'source'> {
  readonly source: PythonSource;
}

/**
 * Interpreters, a process each.
 * @param needsPositions whether it can't do without seeing at which unit a worker is
 * @throws ConcurError (USAGE) where `init` gets what JSON has no room for
 */
export function pythonGroup(
  { workers, takeLine, python, data: given, ...shared }: PythonGroupSetup,
  own: ProcessSetup,
  needsPositions: boolean,
): MapWorkerGroup {
  const first = shared.init === null ? null : `{"type":"init","data":${jsonOf(given ?? null, 'data')}}`;
  return processGroup(workers, needsPositions, (slot, name, listener, counters) => {
    const data: PythonWorkerData = { slot, name, ...shared };
    const launch = { ...own, python, how: 'map', given: JSON.stringify(data), first, cpu: null, counters };
    const child = startPythonChild(launch, PYTHON_MAP_PROTOCOL, {
      ...listener,
      output: outputOf(name, takeLine),
      pinRefused() {},
    });
    const leave = () => child.write(pythonLines(LEAVE));
    return {
      send: (order) => child.write(pythonLines(order)),
      kill: child.kill,
      setRef: child.setRef,
      leave: (patienceMs) => void leaveThenKill({ ...child, leave }, patienceMs, new MonotonicClock()),
    };
  });
}
