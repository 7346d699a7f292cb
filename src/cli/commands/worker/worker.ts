import type { EventEmitter } from 'node:events';
import { type Clock, MonotonicClock } from '../../../base/time/clock.ts';
import { codeDigest } from '../../../map/code-digest/code-digest.ts';
import type { Broker } from '../../../map/hosts/broker.ts';
import { redacted } from '../../../map/hosts/broker-url.ts';
import type { ServeContext, ServeRequest } from '../../../map/hosts/serve/serve.ts';
import { LEASE_MS } from '../../../map/hosts/submit/hosts-request.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import { EXIT } from '../../exit-codes.ts';
import { stderrStyle } from '../../output/text-outlet.ts';
import type { Output } from '../../output.ts';
import type { Answer, Typed } from '../../program/command.ts';
import { askedBroker } from '../hosts/asked-broker.ts';
import { keepServing, type Leaver } from './keep-serving.ts';
import { WorkerLog } from './log.ts';
import { servedFunctions } from './served-functions.ts';

/** What a host is made with, and who ends it. */
export interface Service {
  readonly serve: (request: ServeRequest, context: ServeContext) => Promise<Leaver>;
  readonly broker: Broker;
  readonly signals: EventEmitter;
  readonly clock: Clock;
}

/** `concur worker`: works for a broker at the functions that were typed, until a signal comes. */
export const worker: Answer = async (typed, output) => {
  const [{ serve }, { BULLMQ_BROKER }] = await Promise.all([
    import('../../../map/hosts/serve/serve.ts'),
    import('../../../map/hosts/bullmq/bullmq-broker.ts'),
  ]);
  return work(typed, output, { serve, broker: BULLMQ_BROKER, signals: process, clock: new MonotonicClock() });
};

export async function work({ words, options }: Typed, output: Output, service: Service): Promise<number> {
  const functions = servedFunctions(words);
  const place = askedBroker(options, process.env);
  const leaseMs = options.lease ?? LEASE_MS;
  const { palette } = await stderrStyle();
  const say = (line: string) => output.notify(`${palette.line(line)}\n`);
  const log = new WorkerLog({ say, leaseMs, broker: redacted(place.url) });
  const start = async (source: FunctionSource): Promise<Leaver> => {
    const digest = await codeDigest(source);
    const { hostEngine: engine = 'threads', name = null, workers = null } = options;
    return service.serve(
      { ...NOTHING_ELSE, source, engine, leaseMs, name, workers },
      {
        env: process.env,
        broker: service.broker,
        place: { ...place, warn: log.warn },
        digest,
        key: process.env.CONCUR_KEY || null,
        clock: service.clock,
        // What the functions print is the host’s own output.
        takeLine: null,
        warn: log.warn,
        said: (state) => log.said(digest, state),
        lineIs: (isUp, why) => log.lineIs(digest, isUp, why),
      },
    );
  };
  const hosts = await startAll(functions.map(start));
  await keepServing(hosts, service.signals, {
    clock: service.clock,
    leaving: (signal) => log.leaving(signal),
  });
  log.left();
  return EXIT.ok;
}

/** What a pool may be asked for, and a host isn’t. */
const NOTHING_ELSE = { concurrency: 1, recycleAfter: { units: null, bytes: null }, init: null } as const;

/** @throws what kept one of them from starting, when the others have left */
async function startAll(starting: readonly Promise<Leaver>[]): Promise<readonly Leaver[]> {
  const started = await Promise.allSettled(starting);
  const hosts = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed === undefined) return hosts;
  await Promise.all(hosts.map((host) => host.leave(true)));
  throw failed.reason;
}
