import { expect, it } from 'vitest';
import { sleep } from '../../../../src/base/time/clock.ts';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import type { HostOrder, SubmitterLine, SubmitterListener } from '../../../../src/map/hosts/broker.ts';
import type { HostState } from '../../../../src/model/hosts.ts';
import { machinesFirst, SwitchedHosts } from '../../../../src/run/series/hosts/switched-hosts.ts';
import { USUAL_HOST } from '../../../fixtures/host-state.ts';

const host = (id: string, machine: string | null, state: HostState['state'] = 'here'): HostState => ({
  ...USUAL_HOST,
  ...{ id, name: id, machine, state },
});

const LEASE_MS = 9_000;

/** Hosts that do as they are told, unless they are deaf, and say so at once. */
function lineTo(hosts: readonly HostState[], deaf: readonly string[] = []) {
  const orders: HostOrder[] = [];
  let listener: SubmitterListener | null = null;
  let isClosed = false;
  let toLose = 0;
  const line: Partial<SubmitterLine> = {
    on(given) {
      listener = given;
    },
    async tell(order) {
      if (toLose-- > 0) throw new Error('the broker can’t be reached');
      orders.push(order);
      if (order.type === 'abort') return;
      const state = order.type === 'pause' ? 'paused' : 'here';
      for (const each of hosts) {
        if (order.hosts.includes(each.id) && !deaf.includes(each.id)) listener?.host({ ...each, state });
      }
    },
    async close() {
      isClosed = true;
    },
  };
  const lose = (count: number) => {
    toLose = count;
  };
  return { line: line as SubmitterLine, orders, isClosed: () => isClosed, lose };
}

it('takes a host of each machine before a second of any, by their names', () => {
  const hosts = [host('d', 'two'), host('a', 'one'), host('c', null), host('b', 'one')];
  expect(machinesFirst(hosts).map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b']);
});

it('pauses those beyond the number, lets others go on, and resumes nobody who works already', async () => {
  const hosts = [host('a', 'one'), host('b', 'two'), host('c', 'three')];
  const { line, orders } = lineTo(hosts);
  const switched = new SwitchedHosts(hosts, line, new VirtualClock(), LEASE_MS);
  await switched.let(1);
  expect(orders.splice(0)).toEqual([{ type: 'pause', hosts: ['b', 'c'], leaseMs: LEASE_MS }]);
  await switched.let(2);
  // Whoever is paused already may be so by somebody whose pause ends.
  expect(orders.splice(0)).toEqual([
    { type: 'resume', hosts: ['b'] },
    { type: 'pause', hosts: ['c'], leaseMs: LEASE_MS },
  ]);
  await switched.let(3);
  expect(orders.splice(0)).toEqual([{ type: 'resume', hosts: ['c'] }]);
  await switched.close();
});

it('renews pauses well before they end, also where the broker didn’t hear of one, until it is closed', async () => {
  const hosts = [host('a', 'one'), host('b', 'two')];
  const clock = new VirtualClock();
  const { line, orders, lose } = lineTo(hosts);
  const switched = new SwitchedHosts(hosts, line, clock, LEASE_MS);
  await sleep(clock, LEASE_MS);
  expect(orders).toEqual([]);
  await switched.let(1);
  const pause = { type: 'pause', hosts: ['b'], leaseMs: LEASE_MS };
  expect(orders.splice(0)).toEqual([pause]);
  lose(1);
  await sleep(clock, 0.9 * LEASE_MS);
  expect(orders.splice(0)).toContainEqual(pause);
  await switched.close();
  await sleep(clock, 2 * LEASE_MS);
  expect(orders).toEqual([{ type: 'resume', hosts: ['b'] }]);
});

it('lets all that it has paused work again at the end, and nobody else', async () => {
  const hosts = [host('a', 'one'), host('b', 'two', 'paused'), host('c', 'three', 'paused')];
  const { line, orders, isClosed } = lineTo(hosts);
  await new SwitchedHosts(hosts, line, new VirtualClock(), LEASE_MS).close();
  expect([orders, isClosed()]).toEqual([[], true]);
  const switched = new SwitchedHosts(hosts, line, new VirtualClock(), LEASE_MS);
  await switched.let(2);
  orders.splice(0);
  await switched.close();
  expect(orders).toEqual([{ type: 'resume', hosts: ['c'] }]);
});

it('lets those work again, too, that were about to pause when it was closed', async () => {
  const hosts = [host('a', 'one'), host('b', 'two')];
  const { line, orders } = lineTo(hosts, ['b']);
  const switched = new SwitchedHosts(hosts, line, new VirtualClock(), LEASE_MS);
  const deaf = switched.let(1).catch(() => {});
  await switched.close();
  expect(orders.at(-1)).toEqual({ type: 'resume', hosts: ['b'] });
  await deaf;
});

it('gives up where a host doesn’t do as it is told', async () => {
  const hosts = [host('a', 'one'), host('b', 'two')];
  const switched = new SwitchedHosts(hosts, lineTo(hosts, ['b']).line, new VirtualClock(), LEASE_MS);
  await expect(switched.let(1)).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: 'not all hosts did as they were told, so that 1 host could work alone',
  });
});
