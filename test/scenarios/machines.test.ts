import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ordersBetween } from '../../scenarios/machines/clocks.ts';
import { begunAgain, redoneAfterNs } from '../../scenarios/machines/lost.ts';
import type { HostsMet, UnitOnHost } from '../../src/model/simulated-hosts.ts';
import { makeMachine, makeSetting } from '../fixtures/builders.ts';
import {
  foundLost,
  foundMet,
  machinesWorld,
  TRUE_LOST,
  TRUE_MET,
  unitOn,
  WITH_BROKER,
} from '../fixtures/worlds/machines.ts';
import { claimsThat, judged, scenarioNamed, worldOf } from '../fixtures/worlds.ts';

const TRUE = worldOf('machines').holds();
const NAME = 'machines';
const MS = 1e6;

const onOneMachine = TRUE_MET.hosts.map((host) => ({ ...host, machine: 'boot-1' }));

describe('who is who', () => {
  it('says that it couldn’t show one PID twice where hosts get no PIDs of their own', () => {
    const why = 'unshare: unshare failed: Operation not permitted';
    const units = TRUE_MET.units.map((unit) => ({ ...unit, pid: unit.host === 'a' ? 101 : 102 }));
    const result = judged(NAME, foundMet({ whyNoOwnPids: why, units })(TRUE));
    expect(result.outcome).toBe('holds');
    expect(claimsThat('skipped', result)).toEqual(['same-pid']);
    expect(result.claims[0]?.observed).toBe(`skipped: ${why}`);
  });

  it('is open where one host did nothing', () => {
    const units = TRUE_MET.units.filter(({ host }) => host === 'a');
    const open = claimsThat('inconclusive', judged(NAME, foundMet({ units })(TRUE)));
    expect(open).toEqual(expect.arrayContaining(['same-pid', 'who', 'own-memory']));
  });
});

describe('cores of more than one machine', () => {
  it('can’t be shown by hosts that are one machine, whatever they keep busy', () => {
    const result = judged(NAME, foundMet({ hosts: onOneMachine })(TRUE));
    expect(result.outcome).toBe('inconclusive');
    expect(claimsThat('inconclusive', result)).toEqual(['more-cores']);
    expect(result.because[0]).toContain('observed 1 machine; busy + queued');
  });

  it('are unknown where a host can’t tell its machine, and fail where one machine would do', () => {
    const unknown = TRUE_MET.hosts.map((host) => ({ ...host, machine: null }));
    expect(claimsThat('inconclusive', judged(NAME, foundMet({ hosts: unknown })(TRUE)))).toContain(
      'more-cores',
    );
    const units = [unitOn('a', 1, 0), unitOn('b', 1, 80, 30)];
    expect(claimsThat('fails', judged(NAME, foundMet({ units })(TRUE)))).toContain('more-cores');
  });
});

describe('what a message costs', () => {
  it('is open where intervals reach across one another, and fails where the order is another', () => {
    const { thread, host } = TRUE_MET.messages;
    const alike = foundMet({ messages: { thread, process: thread.toReversed(), host } })(TRUE);
    expect(claimsThat('inconclusive', judged(NAME, alike))).toEqual(['message-cost']);
    const wrong = foundMet({ messages: { thread: host, process: thread, host } })(TRUE);
    expect(claimsThat('fails', judged(NAME, wrong))).toEqual(['message-cost']);
  });
});

describe('two clocks', () => {
  it('tells no order that the errors don’t allow', () => {
    const met = { ...TRUE_MET, units: [unitOn('a', 1, 0), unitOn('b', 1, 1, 30)] };
    expect(ordersBetween(met)).toEqual({ told: 0, wrong: 0, open: 1 });
    expect(claimsThat('inconclusive', judged(NAME, foundMet({ units: met.units })(TRUE)))).toContain('order');
  });

  it('tells none between clocks of which one is unknown', () => {
    const hosts = TRUE_MET.hosts.map((host) => (host.name === 'a' ? { ...host, clock: null } : host));
    expect(ordersBetween({ ...TRUE_MET, hosts })).toEqual({ told: 0, wrong: 0, open: 0 });
  });

  it('is never wrong where the offsets are within their errors', () => {
    const clock = fc.record({
      aheadMs: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      errorMs: fc.double({ min: 0, max: 20, noNaN: true }),
      off: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    const times = fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(clock, clock, times, times, (a, b, onA, onB) => {
        const clocks = { a, b };
        const units = [...onA.map((ms) => ['a', ms] as const), ...onB.map((ms) => ['b', ms] as const)];
        const met: HostsMet = {
          ...TRUE_MET,
          hosts: TRUE_MET.hosts.map((host) => {
            const { aheadMs, errorMs, off } = clocks[host.name as 'a' | 'b'];
            return { ...host, clock: { offsetMs: -aheadMs + off * errorMs, errorMs } };
          }),
          units: units.map(([host, ms]): UnitOnHost => {
            const startMs = Math.floor(1e6 + ms + clocks[host].aheadMs);
            return { ...unitOn(host, 1, 0), startMs, startNs: ms * MS };
          }),
        };
        expect(ordersBetween(met).wrong).toBe(0);
      }),
    );
  });
});

describe('a host that is killed', () => {
  it('has what it was at begun again by others, and nothing else', () => {
    expect(begunAgain(TRUE_LOST)).toEqual([{ unit: 2, host: 'b', atNs: 2_300 * MS }]);
    expect(redoneAfterNs(TRUE_LOST)).toBe(2_200 * MS);
  });

  it('has it done too late where the lease and two looks at it are long over', () => {
    const late = TRUE_LOST.begun.map((each) =>
      each.unit === 2 && each.host === 'b' ? { ...each, atNs: 4e9 } : each,
    );
    expect(claimsThat('fails', judged(NAME, foundLost({ begun: late })(TRUE)))).toEqual(['lease']);
  });

  it('proves nothing where all was done before', () => {
    const open = claimsThat('inconclusive', judged(NAME, foundLost({ killedNs: null })(TRUE)));
    expect(open).toEqual(['goes-on', 'one-outcome', 'begun-twice', 'lease']);
  });
});

it('leaves open what nobody could find out, and says why', () => {
  const why = 'the broker was ended by SIGKILL';
  const result = judged(NAME, machinesWorld({ why, found: null }, { why: null, found: TRUE_LOST }));
  expect(result.outcome).toBe('inconclusive');
  expect(claimsThat('holds', result)).toEqual(['goes-on', 'one-outcome', 'begun-twice', 'lease']);
  expect(result.because[0]).toContain(`observed unknown: ${why}`);
  expect(result.tables).toEqual([]);
});

it('is skipped by name where no server is', () => {
  const why = 'neither redis-server nor valkey-server is in PATH';
  const without = makeMachine({ brokerServer: { state: 'missing', why } });
  expect(scenarioNamed(NAME).plan(without, makeSetting())).toMatchObject({
    trials: [],
    skipped: [{ why }, { why }],
  });
  expect(judged(NAME, [], {}, without)).toMatchObject({
    outcome: 'skipped',
    because: [`it starts a broker and hosts of its own, and ${why}`],
  });
});

it('gives its program a folder, and says what it plays', () => {
  const { trials, asked } = scenarioNamed(NAME).plan(WITH_BROKER, makeSetting());
  for (const { scratch } of trials) expect(scratch).not.toBeNull();
  expect(asked).toContain('simulated');
});
