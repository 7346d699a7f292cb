import { MonotonicClock } from '../../../base/time/clock.ts';
import type { Broker } from '../broker.ts';
import { BrokerConnection } from './connection.ts';
import { BullMqHostLine } from './host-line.ts';
import { InHand } from './in-hand.ts';
import { knownHosts } from './said-hosts.ts';
import { BullMqSubmitterLine } from './submitter-line.ts';

/** Whichever function a host does: it is one process, and ends as one. */
const IN_HAND = new InHand(new MonotonicClock());

/** Redis or Valkey, by BullMQ: leases, their renewal, and the refusal of late answers are BullMQ’s. */
export const BULLMQ_BROKER: Broker = {
  submit: (settings) => BullMqSubmitterLine.open(settings),
  serve: (settings) => BullMqHostLine.open(settings, IN_HAND),
  async hosts(place) {
    const connection = await BrokerConnection.open(place);
    const hosts = await connection.orClose(() => knownHosts(connection.client));
    await connection.close();
    return hosts;
  },
};
