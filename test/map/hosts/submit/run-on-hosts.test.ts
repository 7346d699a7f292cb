import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import { Answers } from '../../../../src/map/dispatch/answers.ts';
import { FakeBroker } from '../../../../src/map/hosts/fake-broker.ts';
import { runOnHosts } from '../../../../src/map/hosts/submit/run-on-hosts.ts';
import { unitsOf } from '../../../../src/map/hosts/submit/units.ts';
import { USUAL_REQUEST } from '../../../fixtures/hosts-request.ts';
import { DIGEST, PLACE, VirtualHost } from '../../../fixtures/virtual-host.ts';

describe('a run on hosts', () => {
  it('does every unit', async () => {
    const clock = new VirtualClock();
    const broker = new FakeBroker({ clock, latencyMs: () => 1 });
    const hosts = [await VirtualHost.start({ broker, clock }), await VirtualHost.start({ broker, clock })];
    const answers = new Answers(1000, null);
    await runOnHosts(USUAL_REQUEST, unitsOf({ type: 'count', total: 1000 }), answers, {
      broker, place: PLACE, digest: DIGEST, key: null, warn() {}, onProgress: null, clock, unixMs: () => clock.nowNs() / 1e6,
    });
    expect(answers.values()).toEqual(Array.from({ length: 1000 }, (_, i) => 2 * i));
    expect(broker.ids).toEqual([]);
    console.log(clock.nowNs() / 1e6);
    for (const host of hosts) host.stop();
  });
});
