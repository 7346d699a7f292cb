import { describe, expect, it } from 'vitest';
import { brokerPlace } from '../../../src/map/hosts/broker-place.ts';

const URL = 'rediss://concur:secret@h:1';

describe('brokerPlace', () => {
  it('takes the broker that was asked for before that of the environment', () => {
    const asked = brokerPlace('redis://localhost', { CONCUR_BROKER: URL });
    expect(asked).toEqual({ url: 'redis://localhost', tls: null });
    expect(brokerPlace(null, { CONCUR_BROKER: URL })).toEqual({ url: URL, tls: null });
  });

  it.each([{}, { CONCUR_BROKER: '' }])('says where to name one where there is none', (environment) => {
    expect(() => brokerPlace(null, environment)).toThrow(
      expect.objectContaining({ code: 'USAGE', facts: { kind: 'no-broker' } }),
    );
  });

  it('has the certificates of the environment', () => {
    const environment = {
      CONCUR_BROKER_CA: 'ca.pem',
      CONCUR_BROKER_CERT: 'c.pem',
      CONCUR_BROKER_KEY: 'k.pem',
    };
    expect(brokerPlace(URL, environment).tls).toEqual({ ca: 'ca.pem', certificate: 'c.pem', key: 'k.pem' });
    expect(brokerPlace(URL, { CONCUR_BROKER_CA: 'ca.pem' }).tls).toEqual({
      ca: 'ca.pem',
      certificate: null,
      key: null,
    });
  });

  it.each([
    [{ CONCUR_BROKER_CERT: 'c.pem' }, 'CONCUR_BROKER_CERT is set without CONCUR_BROKER_KEY'],
    [{ CONCUR_BROKER_KEY: 'k.pem' }, 'CONCUR_BROKER_KEY is set without CONCUR_BROKER_CERT'],
  ])('refuses half of a certificate: %j', (environment, why) => {
    expect(() => brokerPlace(URL, environment)).toThrow(why);
  });

  it('refuses certificates for a way that has none', () => {
    const environment = { CONCUR_BROKER_CA: 'ca.pem' };
    expect(() => brokerPlace('redis://localhost', environment)).toThrow('redis:// has none');
  });

  it('lets an unencrypted way be wanted', () => {
    expect(() => brokerPlace('redis://h', {})).toThrow('encrypts nothing');
    expect(brokerPlace('redis://h', {}, { insecure: true }).url).toBe('redis://h');
  });
});
