import { ConcurError, usageError } from '../../base/errors/errors.ts';
import type { BrokerPlace, BrokerTls } from './broker.ts';
import { readBrokerUrl } from './broker-url.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Where the broker is that was asked for, or that the environment names: `CONCUR_BROKER`, which may hold its password, and
 * `CONCUR_BROKER_CA`, `CONCUR_BROKER_CERT` and `CONCUR_BROKER_KEY`, paths of PEM files.
 * @param url null where none was asked for
 * @throws ConcurError (USAGE) where there is none, and for one that can’t be used so
 */
export function brokerPlace(
  url: string | null,
  environment: Variables,
  options: { readonly insecure?: boolean } = {},
): BrokerPlace {
  const found = url ?? environment.CONCUR_BROKER;
  if (!found) {
    throw new ConcurError('USAGE', 'no broker is named', { facts: { kind: 'no-broker' } });
  }
  const { isEncrypted } = readBrokerUrl(found, options);
  const tls = tlsIn(environment);
  if (tls !== null && !isEncrypted) {
    throw usageError(
      'certificates are set (CONCUR_BROKER_CA, _CERT, _KEY), and redis:// has none',
      'Write rediss://, or unset them.',
    );
  }
  return { url: found.trim(), tls };
}

function tlsIn(environment: Variables): BrokerTls | null {
  const ca = environment.CONCUR_BROKER_CA || null;
  const certificate = environment.CONCUR_BROKER_CERT || null;
  const key = environment.CONCUR_BROKER_KEY || null;
  if ((certificate === null) !== (key === null)) {
    const [has, lacks] = key === null ? ['CERT', 'KEY'] : ['KEY', 'CERT'];
    throw usageError(
      `CONCUR_BROKER_${has} is set without CONCUR_BROKER_${lacks}`,
      'Set both: the paths of the client’s certificate and of its private key.',
    );
  }
  return ca === null && certificate === null ? null : { ca, certificate, key };
}
