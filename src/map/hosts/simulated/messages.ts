import { nowNs } from '../../../base/time/real.ts';
import type { MapEngineName } from '../../../model/engines/engines.ts';
import type { HostsMet, MessageTo } from '../../../model/simulated-hosts.ts';
import type { AskedOfHost } from '../../../workloads/experiments/unit-on-host.ts';
import { readMapInputs } from '../../inputs.ts';
import { MapPool } from '../../pool.ts';
import { readPoolRequest } from '../../request.ts';
import { UNIT, unitFile } from './company.ts';
import { ownEnvironment } from './own-environment.ts';
import type { UnitLine } from './unit-line.ts';

/** A unit that has nothing to do: what is left is the way there and back. */
const NOTHING: AskedOfHost = { unit: 0, spinMs: 0, napMs: 0 };
/** Before what is measured: workers start with the first, and code is compiled. */
const WARM_UP = 3;

/** What the same unit costs, there and back, to each of them: a round after the other, so that what disturbs one disturbs all. */
export async function timeMessages(line: UnitLine, rounds: number): Promise<HostsMet['messages']> {
  const pools = { thread: poolOf('threads'), process: poolOf('processes') };
  const ways: Readonly<Record<MessageTo, () => Promise<unknown>>> = {
    thread: () => one(pools.thread),
    process: () => one(pools.process),
    host: () => line.do(NOTHING),
  };
  const times: Record<MessageTo, number[]> = { thread: [], process: [], host: [] };
  try {
    for (let round = -WARM_UP; round < rounds; round++) {
      for (const to of ['thread', 'process', 'host'] as const) {
        const before = nowNs();
        await ways[to]();
        if (round >= 0) times[to].push(Number(nowNs() - before));
      }
    }
    return times;
  } finally {
    await Promise.all([pools.thread.close(), pools.process.close()]);
  }
}

function poolOf(engine: MapEngineName): MapPool {
  const request = readPoolRequest(`${unitFile()}#${UNIT}`, { engine, workers: 1 });
  return new MapPool(request, { env: ownEnvironment(), takeLine: null, warn() {} });
}

function one(pool: MapPool): Promise<unknown> {
  return pool.run(readMapInputs([NOTHING]), { onError: 'raise', signal: null, onProgress: null });
}
