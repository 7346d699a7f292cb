import { BlockList, isIP } from 'node:net';
import { ConcurError, usageError } from '../../base/errors/errors.ts';

/** What the URL of a broker says, taken apart. */
export interface BrokerAddress {
  /** A name or an address; without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: number;
  readonly isEncrypted: boolean;
}

const DEFAULT_PORT = 6379;
const HOW_TO_WRITE = 'Write rediss://USER@HOST:PORT, or redis://127.0.0.1:6379 for one on this machine.';

/**
 * What is sent to a broker can be read and forged by whoever is on the way: beyond this machine it has to be encrypted.
 * @param options.insecure it need not be
 * @throws ConcurError (USAGE) for anything that is no broker’s URL
 */
export function readBrokerUrl(text: string, options: { readonly insecure?: boolean } = {}): BrokerAddress {
  const url = readable(text);
  if (url === null) {
    const escapes = 'In a password, / # ? @ and % are written %2F %23 %3F %40 and %25.';
    throw refused(text, 'can’t be read as a URL', `${HOW_TO_WRITE} ${escapes}`);
  }
  const address = addressIn(url, text);
  if (address.isEncrypted || options.insecure === true || isLoopback(address.host)) return address;
  throw new ConcurError(
    'USAGE',
    `the broker ${redacted(text)} is not on this machine, and redis:// encrypts nothing`,
    { facts: { kind: 'insecure-broker', encrypted: redacted(text).replace(/^redis:/, 'rediss:') } },
  );
}

function addressIn(url: URL, text: string): BrokerAddress {
  if (!/^rediss?:$/.test(url.protocol)) {
    throw refused(text, 'is neither redis:// nor rediss://', `Valkey is written so, too. ${HOW_TO_WRITE}`);
  }
  const database = /^\/?(\d{0,9})$/.exec(url.pathname)?.[1];
  if (database === undefined) throw refused(text, 'names no database by its number', 'Write /0, or nothing.');
  if (url.hostname === '' || url.port === '0' || url.search !== '' || url.hash !== '') {
    throw refused(text, 'is not just a user, a host, a port and a database', HOW_TO_WRITE);
  }
  const [user, password] = [unescaped(url.username), unescaped(url.password)];
  if (user === null || password === null) {
    throw refused(text, 'has a % in its user or password that stands for no character', 'Write % as %25.');
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    user: user || null,
    password: password || null,
    database: Number(database),
    isEncrypted: url.protocol === 'rediss:',
  };
}

function unescaped(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function refused(text: string, why: string, hint: string): ConcurError {
  return usageError(`the broker ${redacted(text)} ${why}`, hint);
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** A name other than `localhost` may be anybody’s. */
function isLoopback(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return host.toLowerCase() === 'localhost';
  return LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

const HIDDEN = '***';

/** A broker’s URL for people to read: what may be a secret is hidden, whether it can be parsed or not. */
export function redacted(text: string): string {
  const url = readable(text);
  if (url === null && !/[@?#]/.test(text)) return text;
  if (url === null) return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*$/is, `$1${HIDDEN}`);
  if (url.password !== '') url.password = HIDDEN;
  if (url.search !== '') url.search = HIDDEN;
  if (url.hash !== '') url.hash = HIDDEN;
  return url.href;
}

/** Whether it says what nobody but the broker may read. */
export function holdsSecret(text: string): boolean {
  return redacted(text) !== (readable(text)?.href ?? text);
}

/** What others say of a broker, without its password: as that is written in the URL, as it is meant, and as JSON has it. */
export function withoutSecrets(text: string, url: string): string {
  const written = readable(url)?.password ?? '';
  const meant = unescaped(written) ?? written;
  const secrets = [url, written, JSON.stringify(meant).slice(1, -1), meant].filter((secret) => secret !== '');
  return secrets.reduce(
    (safe, secret) => safe.replaceAll(secret, secret === url ? redacted(url) : HIDDEN),
    text,
  );
}

/** Null for what is no URL, and where an `@` behind the host shows a password that wasn’t escaped: half of it would be the host. */
function readable(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && `${url.pathname}${url.search}${url.hash}`.includes('@') ? null : url;
}
