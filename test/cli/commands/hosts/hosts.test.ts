import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerHosts } from '../../../../src/cli/commands/hosts/hosts.ts';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';
import { Output } from '../../../../src/cli/output.ts';
import type { Broker, BrokerPlace } from '../../../../src/map/hosts/broker.ts';
import type { HostState } from '../../../../src/model/hosts.ts';
import { hostState } from '../../../fixtures/hosts.ts';

class Kept extends Output {
  text = '';

  override print(text: string): void {
    this.text += text;
  }
}

/** A broker where such hosts are, that keeps who asked. */
function brokerOf(states: readonly HostState[], warning: string | null = null) {
  const asked: BrokerPlace[] = [];
  const hosts = async (place: BrokerPlace) => {
    asked.push(place);
    if (warning !== null) place.warn?.({ code: 'W', message: warning, hint: null });
    return states;
  };
  return { asked, broker: { hosts } as unknown as Broker };
}

async function answered(options: TypedOptions, { broker } = brokerOf([])): Promise<string> {
  const output = new Kept();
  expect(await answerHosts({ words: [], behindDashes: null, options }, output, broker)).toBe(0);
  return output.text;
}

afterEach(() => vi.unstubAllEnvs());

describe('concur hosts', () => {
  it('says that nobody is there, and that this is no failure', async () => {
    expect(await answered({ broker: 'redis://localhost' })).toContain('Nobody is there (redis://localhost)');
  });

  it('lists hosts by their names', async () => {
    const found = brokerOf([hostState({ name: 'b' }), hostState({ name: 'a' })]);
    const text = await answered({ broker: 'redis://localhost' }, found);
    expect(text.search(/^a /m)).toBeLessThan(text.search(/^b /m));
    expect(text.search(/^a /m)).toBeGreaterThan(0);
  });

  it('prints a document', async () => {
    const found = brokerOf([hostState()], 'it forgets');
    const document = JSON.parse(await answered({ broker: 'redis://localhost', json: true }, found));
    expect(document).toMatchObject({
      schema: 'concur/hosts@1',
      broker: 'redis://localhost',
      hosts: [hostState()],
      warnings: [{ message: 'it forgets' }],
      exit: { code: 0 },
    });
  });

  it('says what the broker is warned of', async () => {
    expect(await answered({ broker: 'redis://localhost' }, brokerOf([], 'it forgets'))).toContain(
      'it forgets',
    );
  });

  it('has a password from the environment, and shows it nowhere', async () => {
    vi.stubEnv('CONCUR_BROKER', 'rediss://u:hidden@h:1');
    const found = brokerOf([]);
    const all = (await answered({}, found)) + (await answered({ json: true }, found));
    expect(found.asked[0]?.url).toBe('rediss://u:hidden@h:1');
    expect(all).not.toContain('hidden');
    expect(all).toContain('rediss://u:***@h:1');
  });

  it('refuses a password that was typed, and says where it belongs', async () => {
    await expect(answered({ broker: 'rediss://u:hidden@h:1' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.not.stringContaining('hidden'),
      hint: expect.stringContaining('CONCUR_BROKER='),
    });
  });

  it('goes unencrypted to another machine only where that is wanted', async () => {
    await expect(answered({ broker: 'redis://h' })).rejects.toMatchObject({ code: 'USAGE' });
    expect(await answered({ broker: 'redis://h', insecure: true })).toContain('Nobody');
  });
});
