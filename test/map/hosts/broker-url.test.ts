import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurError } from '../../../src/base/errors/errors.ts';
import { inFlags } from '../../../src/cli/flag-hints.ts';
import { holdsSecret, readBrokerUrl, redacted, withoutSecrets } from '../../../src/map/hosts/broker-url.ts';

describe('readBrokerUrl', () => {
  it('takes a URL apart', () => {
    expect(readBrokerUrl('rediss://concur:p%40ss@10.0.0.5:6380/3')).toEqual({
      host: '10.0.0.5',
      port: 6380,
      user: 'concur',
      password: 'p@ss',
      database: 3,
      isEncrypted: true,
    });
  });

  it('has the defaults of Redis', () => {
    expect(readBrokerUrl('redis://localhost')).toEqual({
      host: 'localhost',
      port: 6379,
      user: null,
      password: null,
      database: 0,
      isEncrypted: false,
    });
  });

  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '127.9.9.9:7', '[::1]:6379', '[::ffff:127.0.0.1]'])(
    'needs no TLS on the way to %s',
    (host) => {
      expect(readBrokerUrl(`redis://:secret@${host}/`)).toMatchObject({
        password: 'secret',
        isEncrypted: false,
      });
    },
  );

  it.each(['10.0.0.5', '128.0.0.1', 'broker', 'localhost.example', '127.0.0.1.example', '[::2]', '0.0.0.0'])(
    'refuses an unencrypted way to %s, unless that is wanted',
    (host) => {
      expect(() => readBrokerUrl(`redis://:secret@${host}:6379`)).toThrow('redis:// encrypts nothing');
      expect(readBrokerUrl(`redis://:secret@${host}:6379`, { insecure: true }).password).toBe('secret');
    },
  );

  it('says what to type instead of an unencrypted one, without its secret', () => {
    const error = thrownBy('redis://concur:secret@broker:6379');
    expect(inFlags(error).hint).toContain('Try rediss://concur:***@broker:6379, or --insecure');
    expect(error.message).not.toContain('secret');
  });

  it.each([
    ['http://localhost:6379', 'neither redis:// nor rediss://'],
    ['redis-sentinel://a:1', 'neither'],
    ['localhost:6379', 'neither'],
    ['127.0.0.1:6379', 'can’t be read'],
    ['', 'can’t be read'],
    ['redis://a:1,b:2', 'can’t be read'],
    ['redis://h:65536', 'can’t be read'],
    ['redis://', 'not just'],
    ['redis:localhost', 'names no database'],
    ['redis://localhost:0', 'not just'],
    ['redis://localhost/one', 'names no database'],
    ['redis://localhost/?password=secret', 'not just'],
    ['redis://localhost/#0', 'not just'],
    ['redis://u:%zz@localhost', 'stands for no character'],
    ['redis://u:se/cret@localhost', 'can’t be read'],
    ['redis://u:6379/cret@localhost', 'can’t be read'],
    ['redis://u:6379#cret@localhost', 'can’t be read'],
  ])('refuses %j: it %s', (text, why) => {
    const error = thrownBy(text);
    expect(error).toMatchObject({ code: 'USAGE', hint: expect.stringMatching(/Write|Valkey/) });
    expect(error.message).toContain(why);
    expect(`${error.message} ${error.hint}`).not.toContain('cret');
  });
});

describe('redacted', () => {
  it.each([
    ['rediss://concur:secret@h:1/2', 'rediss://concur:***@h:1/2'],
    ['redis://:secret@h', 'redis://:***@h'],
    ['rediss://concur@h', 'rediss://concur@h'],
    ['redis://h/?password=secret', 'redis://h/?***'],
    ['redis://u:se/cr@et@h', 'redis://***'],
    ['u:secret@h:1', '***'],
    ['127.0.0.1:6379', '127.0.0.1:6379'],
  ])('writes %s as %s', (url, safe) => {
    expect(redacted(url)).toBe(safe);
  });

  it('shows no password, however it is written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 5 }).filter(isTelling), fc.boolean(), (password, isEscaped) => {
        const url = `redis://u:${isEscaped ? encodeURIComponent(password) : password}@h:1/0`;
        expect(redacted(url)).not.toContain(password);
      }),
    );
  });
});

describe('withoutSecrets', () => {
  it('shows no password in what others say, as it is written or as it is meant', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 5 }).filter(isTelling), (password) => {
        const url = `redis://u:${encodeURIComponent(password)}@h:1`;
        const written = encodeURIComponent(password);
        const said = `auth ${password} ${JSON.stringify([password])} ${written} at ${url}`;
        expect(withoutSecrets(said, url)).toBe('auth *** ["***"] *** at redis://u:***@h:1');
      }),
    );
  });

  it('leaves alone what has none', () => {
    expect(withoutSecrets('can’t reach h:1', 'redis://h:1')).toBe('can’t reach h:1');
    expect(withoutSecrets('odd', 'redis://u:%zz@h')).toBe('odd');
  });
});

describe('holdsSecret', () => {
  it.each([
    ['redis://:p@h', true],
    ['redis://h/?password=p', true],
    ['not@url', true],
    ['REDIS://h:6379', false],
    ['rediss://concur@h', false],
    ['h:6379', false],
  ])('of %s says %s', (url, holds) => {
    expect(holdsSecret(url)).toBe(holds);
  });
});

/** Nothing that stands in the rest of the URL. */
function isTelling(password: string): boolean {
  return !'redis://u:***@h:1/0'.includes(password);
}

function thrownBy(text: string): ConcurError {
  try {
    readBrokerUrl(text);
  } catch (error) {
    if (error instanceof ConcurError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}
