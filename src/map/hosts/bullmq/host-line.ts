import { type Clock, MonotonicClock, sleep } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { BrokerSettings, ChunkWork, HostLine, HostOrder } from '../broker.ts';
import { within } from '../submit/waiting.ts';
import type { ClockReading } from './clock.ts';
import { BrokerConnection } from './connection.ts';
import { HeldChunks } from './held-chunks.ts';
import type { InHand } from './in-hand.ts';
import { ordersKey, queueKey } from './keys.ts';
import { endOf, hearOrders } from './orders.ts';
import { forgetHost, sayHost } from './said-hosts.ts';
import { Taking } from './taking.ts';
import { Watchdog } from './watchdog.ts';

/** Whoever is to leave at once doesn’t wait longer for a broker that doesn’t answer: the leases end by themselves. */
const LEAVE_MS = 1_000;
/** Whether all that it had is handed in is looked at so often. */
const LOOK_MS = 20;

/** A host’s end of a broker. */
export class BullMqHostLine implements HostLine {
  readonly #settings: BrokerSettings;
  readonly #connection: BrokerConnection;
  readonly #inHand: InHand;
  readonly #clock: Clock = new MonotonicClock();
  /** What takes chunks, and those before it that still do what they have. */
  #taking: Taking | null = null;
  readonly #leaving = new Set<Taking>();
  #held: HeldChunks | null = null;
  #start: (() => Taking) | null = null;
  #watchdog: Watchdog | null = null;
  #said: string | null = null;
  #order: (order: HostOrder) => void = () => {};

  /** @param inHand what this process has, by all its lines */
  static async open(settings: BrokerSettings, inHand: InHand): Promise<BullMqHostLine> {
    const connection = await BrokerConnection.open(settings);
    const line = new BullMqHostLine(settings, connection, inHand);
    await connection.orClose(() => line.#hearOrders());
    return line;
  }

  private constructor(settings: BrokerSettings, connection: BrokerConnection, inHand: InHand) {
    this.#settings = settings;
    this.#connection = connection;
    this.#inHand = inHand;
  }

  take(atOnce: number, work: ChunkWork): void {
    const held = new HeldChunks(work, 2 * atOnce);
    this.#held = held;
    const settings = { ...this.#settings, atOnce, inHand: this.#inHand };
    this.#start = () => new Taking(this.#connection, held, settings);
    this.#taking = this.#start();
    this.#watchdog = new Watchdog(this.#clock, {
      isIdle: () => this.#connection.isUp && this.#taking?.inHand === 0,
      waiting: () => this.#connection.client.llen(queueKey(this.#settings.queue, 'wait')),
      taken: () => this.#taking?.taken ?? 0,
      restart: () => {
        this.#taking?.abandon();
        this.#taking = this.#start?.() ?? null;
      },
    });
  }

  pause(): void {
    this.#let(false);
  }

  resume(): void {
    this.#taking ??= this.#start?.() ?? null;
  }

  async say(state: HostState): Promise<void> {
    this.#said = state.id;
    await this.#connection.ask(() => sayHost(this.#connection.client, state));
  }

  on(listener: Parameters<HostLine['on']>[0]): void {
    this.#order = (order) => listener.order(order);
    this.#connection.onLine((isUp, why) => listener.line(isUp, why));
  }

  clock(): Promise<ClockReading> {
    return this.#connection.clock();
  }

  async close(now: boolean): Promise<void> {
    this.#watchdog?.stop();
    this.#start = null;
    const left = this.#leave(now).catch(() => {});
    // Leases end by themselves where the broker isn’t there.
    await (now ? within(this.#clock, LEAVE_MS, left) : left);
    await this.#connection.close();
  }

  /** Takes no more. Where nothing is left to hand in, it needn’t wait until the line is up again. */
  async #leave(now: boolean): Promise<void> {
    this.#let(now);
    while (this.#leaving.size > 0) {
      if (!this.#connection.isUp && (now || this.#held?.size === 0)) this.#connection.giveUp();
      await sleep(this.#clock, LOOK_MS);
    }
    if (this.#said !== null && this.#connection.isUp) {
      await forgetHost(this.#connection.client, this.#said);
    }
  }

  #let(now: boolean): void {
    if (this.#taking !== null) this.#leaving.add(this.#taking);
    this.#taking = null;
    for (const taking of this.#leaving) {
      taking
        .close(now)
        .catch(() => {})
        .finally(() => this.#leaving.delete(taking));
    }
  }

  async #hearOrders(): Promise<void> {
    const key = ordersKey(this.#settings.queue);
    const from = await this.#connection.ask(() => endOf(this.#connection.client, key));
    const client = await this.#connection.another();
    hearOrders(client, key, from, (order) => this.#order(order));
  }
}
