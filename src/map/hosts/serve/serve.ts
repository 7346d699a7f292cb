import { type Clock, MonotonicClock } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { MapContext } from '../../map-context.ts';
import { MapPool } from '../../pool.ts';
import type { PoolRequest } from '../../pool-request.ts';
import type { Broker, BrokerPlace } from '../broker.ts';
import { queueOf } from '../wire/protocol.ts';
import { BrokerClock } from './broker-clock.ts';
import { Host, type HostParts } from './host.ts';
import { readHostFacts } from './host-facts.ts';
import { PoolCrew } from './pool-crew.ts';

/** What a host is to be, checked and with defaults; null where there is none. */
export interface ServeRequest extends Pick<PoolRequest, 'workers' | 'concurrency' | 'recycleAfter' | 'init'> {
  readonly source: FunctionSource;
  readonly engine: HostState['engine'];
  /** What people call it; null for the machine’s name. */
  readonly name: string | null;
  readonly leaseMs: number;
}

export interface ServeContext
  extends Pick<MapContext, 'env' | 'takeLine' | 'warn'>,
    Pick<HostParts, 'said' | 'lineIs'> {
  readonly broker: Broker;
  readonly place: BrokerPlace;
  /** Of the function’s code: it gets chunks of no other. */
  readonly digest: string;
  /** `CONCUR_KEY`: what jobs and answers are signed with. Null for none. */
  readonly key: string | null;
  readonly clock?: Clock;
}

/**
 * Has this machine’s workers do chunks of one function, whoever submits them, until it is told to leave.
 * @throws ConcurError where there is no broker that will do, there can be no workers here, or the module can’t be loaded
 */
export async function serve(request: ServeRequest, context: ServeContext): Promise<Host> {
  const { broker, place, digest, key, env, said, lineIs, clock = new MonotonicClock() } = context;
  const { source, engine, name, leaseMs } = request;
  const facts = await readHostFacts(name, source, digest, env.PATH);
  // Before the broker hears of it: whoever can’t have workers is no host.
  const pool = new MapPool({ ...request, ...OF_CHUNKS }, context);
  const { workers } = await pool.hired();
  const meet = async () => {
    await pool.load();
    return broker.serve({ ...place, warn: context.warn, queue: queueOf(digest), leaseMs });
  };
  const line = await meet().catch(async (error) => {
    await pool.close();
    throw error;
  });
  const brokerClock = new BrokerClock(clock, () => line.clock());
  await brokerClock.start();
  const crew = new PoolCrew(pool, facts, brokerClock);
  const parts = { facts, engine, key, line, crew, workers, clock, brokerClock, said, lineIs };
  return new Host({ ...parts, functionName: source.name });
}

/** What each chunk says by itself, and what is asked of workers for it. */
const OF_CHUNKS = { chunk: null, retries: 0, timeoutMs: null, tellsClocks: true } as const;
