import { describe, expect, it } from 'vitest';
import { brokerFailure, isRefusedAnswer } from '../../../../src/map/hosts/bullmq/failures.ts';
import { loadPackages } from '../../../../src/map/hosts/bullmq/packages.ts';
import { checkServer, evictionWarning, readServer } from '../../../../src/map/hosts/bullmq/server.ts';

const WHERE = 'redis://there:6379';
const failure = (code: string, message: string) =>
  brokerFailure(Object.assign(new Error(message), code === '' ? {} : { code }), WHERE);

describe('what comes of talking to a broker', () => {
  it.each([
    [
      'ECONNREFUSED',
      'connect ECONNREFUSED 10.0.0.5:6379',
      'CAPABILITY_MISSING',
      'isn’t there: nobody listens',
    ],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND there', 'CAPABILITY_MISSING', 'has no address'],
    ['ETIMEDOUT', 'connect ETIMEDOUT', 'CAPABILITY_MISSING', 'doesn’t answer'],
    [
      '',
      'Socket timeout. Expecting data, but didn’t receive any in 10000ms.',
      'CAPABILITY_MISSING',
      'doesn’t answer',
    ],
    [
      '',
      'WRONGPASS invalid username-password pair or user is disabled.',
      'USAGE',
      'refuses the user or the password',
    ],
    [
      '',
      'NOAUTH HELLO must be called with the client already authenticated',
      'USAGE',
      'refuses the user or the password',
    ],
    [
      '',
      'NOPERM No permissions to access a key',
      'CAPABILITY_MISSING',
      'doesn’t permit its user what is needed',
    ],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'USAGE', 'has a certificate that has expired'],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'Hostname/IP does not match',
      'USAGE',
      'has a certificate for another name',
    ],
    ['', "OOM command not allowed when used memory > 'maxmemory'.", 'WORKER_FAILED', 'has no memory left'],
    ['', 'MISCONF Redis is configured to save RDB snapshots', 'WORKER_FAILED', 'can’t save its data'],
    [
      '',
      "READONLY You can't write against a read only replica.",
      'CAPABILITY_MISSING',
      'can’t be written to',
    ],
  ])('names %s %s', (code, message, kind, what) => {
    const error = failure(code, message);
    expect([error.code, error.message]).toEqual([kind, `the broker ${WHERE} ${what}`]);
    expect(error.hint).toMatch(/\.$/);
  });

  it('hides a password that the broker says again', () => {
    const echo = 'ERR unknown command `HELLO`, with args beginning with: `3` `AUTH` `u` `s3cret`';
    const error = brokerFailure(new Error(echo), 'redis://u:s3cret@there:6379');
    expect(`${error.message} ${error.cause ?? ''}`).not.toContain('s3cret');
    expect(error.message).toContain('unknown command `HELLO`');
  });

  it('says what it doesn’t know in the broker’s words, and keeps none of the words that were said to it', () => {
    const thrown = Object.assign(new Error('ERR who knows'), {
      command: { name: 'hello', args: ['s3cret'] },
    });
    const error = brokerFailure(thrown, WHERE);
    expect(error.message).toBe(`the broker ${WHERE}: ERR who knows`);
    expect(error.cause).toBeUndefined();
  });

  it('tells an answer that came too late from what is wrong', () => {
    expect(isRefusedAnswer(new Error('Missing lock for job run_0. moveToFinished'))).toBe(true);
    expect(isRefusedAnswer(new Error('Missing key for job run_0. moveToFinished'))).toBe(true);
    expect(isRefusedAnswer(new Error('Lock mismatch for job run_0. Cmd moveToFinished from active'))).toBe(
      true,
    );
    expect(isRefusedAnswer(new Error('OOM command not allowed'))).toBe(false);
  });

  it('says what to type where the packages aren’t installed', async () => {
    const missing = () => import('no-such-package' as string);
    await expect(loadPackages(missing)).rejects.toMatchObject({
      code: 'CAPABILITY_MISSING',
      hint: 'Type: npm install bullmq ioredis',
    });
    await expect(loadPackages(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });
});

describe('what a broker says of itself', () => {
  const info = (fields: string) => readServer(`# Server\r\n${fields.replaceAll(' ', '\r\n')}\r\n`);
  const refusal = (fields: string) => {
    try {
      checkServer(info(fields), WHERE);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('may be too old, a cluster, or a replica', () => {
    expect(refusal('redis_version:6.2.0 redis_mode:standalone role:master')).toBe(null);
    expect(refusal('redis_version:7.2.4 valkey_version:8.0.1 redis_mode:standalone role:master')).toBe(null);
    expect(refusal('redis_version:10.0.0 role:master')).toBe(null);
    expect(refusal('redis_version:6.0.16 redis_mode:standalone')).toMatch(
      /is of version 6\.0\.16; 6\.2 is the oldest/,
    );
    expect(refusal('redis_mode:standalone')).toMatch(/version unknown/);
    expect(refusal('redis_version:7.0.15 redis_mode:cluster')).toMatch(/cluster/);
    expect(refusal('redis_version:7.0.15 role:slave')).toMatch(/replica/);
  });

  it('is warned of where it may throw data away', () => {
    expect(evictionWarning(info('maxmemory:0 maxmemory_policy:allkeys-lru'), WHERE)).toBe(null);
    expect(evictionWarning(info('maxmemory:1000 maxmemory_policy:noeviction'), WHERE)).toBe(null);
    expect(evictionWarning(info('maxmemory:1000 maxmemory_policy:volatile-ttl'), WHERE)?.message).toMatch(
      /volatile-ttl/,
    );
  });
});
