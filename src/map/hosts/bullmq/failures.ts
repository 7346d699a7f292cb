import { ConcurError, type ErrorCode } from '../../../base/errors/errors.ts';
import { messageOf, systemCode } from '../../../base/errors/read-thrown.ts';
import { redacted, withoutSecrets } from '../broker-url.ts';

/** What is wrong with a broker, and what to do about it. */
interface Failure {
  /** By the code of the error and its message. */
  readonly sign: RegExp;
  readonly code: ErrorCode;
  /** Goes on after `the broker URL`. */
  readonly what: string;
  readonly hint: string;
}

const CHECK_ADDRESS = 'Check the address, and that redis-server or valkey-server runs there.';
const CHECK_PERMISSIONS = 'Give its user the permissions of docs/hosts-security.md.';
const NAME_AUTHORITY = 'Set CONCUR_BROKER_CA to the PEM file of the authority that signed it.';
const NAME_OURS =
  'Where it wants a certificate of ours, set CONCUR_BROKER_CERT and CONCUR_BROKER_KEY to the PEM files of one and of its private key.';

const FAILURES: readonly Failure[] = [
  {
    sign: /ECONNREFUSED/,
    code: 'CAPABILITY_MISSING',
    what: 'isn’t there: nobody listens',
    hint: CHECK_ADDRESS,
  },
  { sign: /ENOTFOUND|EAI_AGAIN/, code: 'CAPABILITY_MISSING', what: 'has no address', hint: CHECK_ADDRESS },
  {
    sign: /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Socket timeout/,
    code: 'CAPABILITY_MISSING',
    what: 'doesn’t answer',
    hint: `${CHECK_ADDRESS} A firewall may be between; and with rediss:// it may not speak TLS there.`,
  },
  {
    sign: /WRONGPASS|NOAUTH|invalid password/,
    code: 'USAGE',
    what: 'refuses the user or the password',
    hint: 'Check both in the broker’s URL: rediss://USER:PASSWORD@HOST:PORT.',
  },
  {
    sign: /NOPERM|can't run this command|can't access at least one of the keys/,
    code: 'CAPABILITY_MISSING',
    what: 'doesn’t permit its user what is needed',
    hint: CHECK_PERMISSIONS,
  },
  {
    sign: /ERR_TLS_CERT_ALTNAME_INVALID/,
    code: 'USAGE',
    what: 'has a certificate for another name',
    hint: 'Use the name of its certificate in the broker’s URL.',
  },
  { sign: /CERT_HAS_EXPIRED/, code: 'USAGE', what: 'has a certificate that has expired', hint: 'Renew it.' },
  {
    sign: /SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/,
    code: 'USAGE',
    what: 'has a certificate that no known authority signed',
    hint: NAME_AUTHORITY,
  },
  {
    sign: /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)|certificate required/,
    code: 'USAGE',
    what: 'wants a certificate of ours that it knows',
    hint: NAME_OURS,
  },
  {
    sign: /ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)|EPROTO/,
    code: 'USAGE',
    what: 'doesn’t speak TLS there',
    hint: 'Use its port for TLS, or redis:// for one on this machine.',
  },
  {
    sign: /ParserError|Protocol error|Unknown RESP type/,
    code: 'USAGE',
    what: 'doesn’t speak the protocol of Redis',
    hint: 'Check the port; where it is one for TLS, use rediss://.',
  },
  {
    sign: /MOVED|CROSSSLOT|CLUSTERDOWN/,
    code: 'CAPABILITY_MISSING',
    what: 'is a cluster, which isn’t supported',
    hint: 'Name a single Redis or Valkey server.',
  },
  {
    sign: /ECONNRESET|EPIPE/,
    code: 'CAPABILITY_MISSING',
    what: 'closes the connection at once',
    hint: `Check whether it speaks TLS there (rediss://) or not (redis://). ${NAME_OURS}`,
  },
  {
    sign: /Connection is closed/,
    code: 'CAPABILITY_MISSING',
    what: 'can’t be reached',
    hint: CHECK_ADDRESS,
  },
  { sign: /^OOM|\bOOM /, code: 'WORKER_FAILED', what: 'has no memory left', hint: 'Raise its maxmemory.' },
  { sign: /MISCONF/, code: 'WORKER_FAILED', what: 'can’t save its data', hint: 'Look at its log and disk.' },
  { sign: /READONLY/, code: 'CAPABILITY_MISSING', what: 'can’t be written to', hint: 'Name its primary.' },
];

/**
 * What came of talking to a broker, as an error that a user can act on. What was thrown isn't its cause: errors of ioredis keep
 * the words of the command, and those of the first one are user and password.
 * A server that doesn't know a command may say it again, with the password in it: what is told has no secrets.
 */
export function brokerFailure(thrown: unknown, url: string): ConcurError {
  if (thrown instanceof ConcurError) return thrown;
  const where = redacted(url);
  const message = withoutSecrets(messageOf(thrown), url);
  const said = `${systemCode(thrown) ?? ''} ${message}`.trim();
  const failure = FAILURES.find(({ sign }) => sign.test(said));
  if (failure === undefined) {
    return new ConcurError('WORKER_FAILED', `the broker ${where}: ${message}`);
  }
  const { code, what, hint } = failure;
  return new ConcurError(code, `the broker ${where} ${what}`, { hint, cause: new Error(said) });
}

/** The lease is another host's, or over, or the chunk was dropped: the answer isn't wanted, and nothing is wrong. */
export function isRefusedAnswer(thrown: unknown): boolean {
  return /Missing (?:lock|key) for job|Lock mismatch for job|is not in the active state|could not renew lock/.test(
    messageOf(thrown),
  );
}

/** A line that is down says so by itself, and what was said into it is said again. */
export function isLineDown(thrown: unknown): boolean {
  const said = `${systemCode(thrown) ?? ''} ${messageOf(thrown)}`;
  return /Connection is closed|ECONN|EPIPE|ETIMEDOUT|Socket timeout|Command aborted/.test(said);
}
