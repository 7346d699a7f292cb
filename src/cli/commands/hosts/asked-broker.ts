import { usageError } from '../../../base/errors/errors.ts';
import type { BrokerPlace } from '../../../map/hosts/broker.ts';
import { brokerPlace } from '../../../map/hosts/broker-place.ts';
import { holdsSecret } from '../../../map/hosts/broker-url.ts';
import type { BrokerAsked } from '../../../map/request.ts';
import type { TypedOptions } from '../../options/table.ts';

/**
 * The broker that was asked for, or that the environment names.
 * @throws ConcurError (USAGE) where there is none, and for a password that was typed
 */
export function askedBroker(options: TypedOptions, environment: NodeJS.ProcessEnv): BrokerPlace {
  const { url, insecure } = typedBroker(options);
  return brokerPlace(url, environment, { insecure });
}

/** @throws ConcurError (USAGE) for a password that was typed: everyone on this machine could read it */
export function typedBroker({ broker, insecure }: TypedOptions): BrokerAsked {
  if (broker !== undefined && holdsSecret(broker)) {
    throw usageError(
      '--broker holds a password, and everyone on this machine can read what was typed',
      'Leave --broker out, and set CONCUR_BROKER=rediss://USER:PASSWORD@HOST:PORT in the environment.',
    );
  }
  return { url: broker ?? null, insecure: insecure === true };
}
