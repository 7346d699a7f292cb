import { expect, it } from 'vitest';
import { VirtualClock } from '../../../../src/base/time/virtual-clock.ts';
import type { HostOrder, SubmitterLine, SubmitterListener } from '../../../../src/map/hosts/broker.ts';
import type { HostState } from '../../../../src/model/hosts.ts';
import { machinesFirst, SwitchedHosts } from '../../../../src/run/series/hosts/switched-hosts.ts';
import { USUAL_HOST } from '../../../fixtures/host-state.ts';

const host = (id: string, machine: string | null, state: HostState['state'] = 'here'): HostState => ({
  ...USUAL_HOST,
  ...{ id, name: id, machine, state },
});

/** Hosts that do as they are told, unless they are deaf, and say so at once. */
function lineTo(hosts: readonly HostState[], deaf: readonly string[] = []) {
  const orders: HostOrder[] = [];
  let listener: SubmitterListener | null = null;
  let isClosed = false;
  const line: Partial<SubmitterLine> = {
    on(given) {
      listener = given;
    },
    async tell(order) {
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
  return { line: line as SubmitterLine, orders, isClosed: () => isClosed };
}

it('takes a host of each machine before a second of any, by their names', () => {
  const hosts = [host('d', 'two'), host('a', 'one'), host('c', null), host('b', 'one')];
  expect(machinesFirst(hosts).map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b']);
});

it('pauses those beyond the number, lets others go on, and tells nobody what it does already', async () => {
  const hosts = [host('a', 'one'), host('b', 'two'), host('c', 'three')];
  const { line, orders } = lineTo(hosts);
  const switched = new SwitchedHosts(hosts, line, new VirtualClock());
  await switched.let(1);
  expect(orders).toEqual([{ type: 'pause', hosts: ['b', 'c'] }]);
  await switched.let(2);
  expect(orders.slice(1)).toEqual([{ type: 'resume', hosts: ['b'] }]);
  await switched.let(2);
  expect(orders).toHaveLength(2);
});

it('lets all of them work again at the end, also those that were paused before', async () => {
  const hosts = [host('a', 'one'), host('b', 'two', 'paused')];
  const { line, orders, isClosed } = lineTo(hosts);
  const switched = new SwitchedHosts(hosts, line, new VirtualClock());
  await switched.close();
  expect(orders).toEqual([{ type: 'resume', hosts: ['b'] }]);
  expect(isClosed()).toBe(true);
});

it('gives up where a host doesn’t do as it is told', async () => {
  const hosts = [host('a', 'one'), host('b', 'two')];
  const switched = new SwitchedHosts(hosts, lineTo(hosts, ['b']).line, new VirtualClock());
  await expect(switched.let(1)).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: 'not all hosts did as they were told, so that 1 host could work alone',
  });
});
