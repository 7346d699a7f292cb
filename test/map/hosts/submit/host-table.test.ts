import { describe, expect, it } from 'vitest';
import { HostTable } from '../../../../src/map/hosts/submit/host-table.ts';
import { HostWatch } from '../../../../src/map/hosts/submit/host-watch.ts';
import type { HostState } from '../../../../src/model/hosts.ts';
import { hostCores } from '../../../../src/stats/host-cores.ts';

const SAID: HostState = {
  ...{ name: 'a', id: 'a1', machine: 'm', pid: 1, cpus: 4, effectiveCpus: 2.5, node: 'v20', concur: '0.1.0' },
  ...{ protocol: 115, function: 'work.js#unit', digest: 'd', engine: 'threads', workers: 4, state: 'here' },
  ...{ done: 0, runNs: null, runDelayNs: null, clock: null, saidAtMs: 0 },
};
const OWN = { digest: 'd', protocol: 115 };

function presences(leaseMs: number, atMs: readonly number[]): (string | undefined)[] {
  const table = new HostTable(OWN, leaseMs);
  table.hear(SAID, 1_000);
  return atMs.map((ms) => table.rows(1_000 + ms)[0]?.presence);
}

describe('the table of hosts', () => {
  it('calls a host silent after 3 s, long before its lease ends, and then gone', () => {
    expect(presences(10_000, [0, 2_999, 3_000, 9_999, 10_000])).toEqual([
      'here',
      'here',
      'silent',
      'silent',
      'gone',
    ]);
    // However short a lease is: a host speaks once a second.
    expect(presences(2_000, [2_999, 3_000, 5_999, 6_000])).toEqual(['here', 'silent', 'silent', 'gone']);
  });

  it('knows no host of other code or another protocol', () => {
    const table = new HostTable(OWN, 10_000);
    table.hear({ ...SAID, digest: 'other' }, 0);
    table.hear({ ...SAID, protocol: 116 }, 0);
    expect(table.rows(0)).toEqual([]);
  });

  it('sends nothing to who is paused, leaves or is gone, and counts again who comes back', () => {
    const table = new HostTable(OWN, 10_000);
    for (const state of ['here', 'paused', 'leaving'] as const) {
      table.hear({ ...SAID, id: state, state }, 0);
    }
    expect(table.working(0).map(({ id }) => id)).toEqual(['here']);
    expect(table.working(20_000)).toEqual([]);
    table.hear({ ...SAID, id: 'paused' }, 20_000);
    expect(table.working(20_000).map(({ id }) => id)).toEqual(['paused']);
  });

  it('sums up what a host did, and divides it by the time from its first unit to its last', () => {
    const table = new HostTable(OWN, 10_000);
    table.hear(SAID, 0);
    const chunk = { host: 'a1', machine: 'm', pid: 1, tid: 2, cpu: 0, units: 10 };
    table.addWork({ ...chunk, startMs: 100, endMs: 200, runNs: 80e6, runDelayNs: 10e6 });
    table.addWork({ ...chunk, tid: 3, startMs: 100, endMs: 300, runNs: 160e6, runDelayNs: 30e6 });
    const work = table.rows(0)[0]?.work;
    expect([work?.r, work?.d, work?.done]).toEqual([1.2, 0.2, 20]);
    table.addWork({ ...chunk, startMs: 300, endMs: 400, runNs: null, runDelayNs: 5e6 });
    expect([work?.r, work?.d]).toEqual([null, 0.15]);
  });

  it('counts the cores of a machine once, and those of each host whose machine isn’t known', () => {
    expect(
      hostCores([
        { machine: 'm', cores: 2 },
        { machine: 'm', cores: 4 },
        { machine: 'n', cores: 8 },
        { machine: null, cores: 1 },
        { machine: null, cores: 1 },
      ]),
    ).toBe(14);
  });
});

describe('who watches hosts', () => {
  it('counts no silence against them while nobody can be heard', () => {
    let nowMs = 0;
    const watch = new HostWatch(new HostTable(OWN, 10_000), 1, () => nowMs);
    watch.hear(SAID, 0);
    nowMs = 1_000;
    watch.goDeaf();
    nowMs = 60_000;
    expect([watch.rows[0]?.presence, watch.lackedMs]).toEqual(['here', 0]);
    watch.hearAgain();
    expect([watch.rows[0]?.presence, watch.here, watch.lackedMs]).toEqual(['here', 1, 0]);
    nowMs = 62_500;
    expect(watch.rows[0]?.presence).toBe('silent');
  });

  it('waits for nobody while nobody can be heard', () => {
    let nowMs = 0;
    const watch = new HostWatch(new HostTable(OWN, 10_000), 1, () => nowMs);
    nowMs = 1_000;
    watch.goDeaf();
    nowMs = 60_000;
    expect(watch.lackedMs).toBe(1_000);
    watch.hearAgain();
    nowMs = 60_500;
    expect(watch.lackedMs).toBe(1_500);
  });

  it('tells for how long too few have been there: as many as were wanted at first, then any', () => {
    let nowMs = 0;
    const watch = new HostWatch(new HostTable(OWN, 10_000), 2, () => nowMs);
    watch.hear(SAID, 0);
    nowMs = 500;
    expect([watch.hasBegun, watch.lackedMs]).toEqual([false, 500]);
    watch.hear({ ...SAID, id: 'a2' }, 0);
    expect([watch.hasBegun, watch.lackedMs, watch.workers]).toEqual([true, 0, 8]);
    watch.hear({ ...SAID, id: 'a2', state: 'leaving' }, 0);
    nowMs = 900;
    expect([watch.hasBegun, watch.lackedMs, watch.workers]).toEqual([true, 0, 4]);
  });
});
