import type { Redis } from 'ioredis';
import type { ConcurError } from '../../../base/errors/errors.ts';
import { MonotonicClock } from '../../../base/time/clock.ts';
import { nowMs } from '../../../base/time/real.ts';
import type { BrokerPlace } from '../broker.ts';
import { within } from '../submit/waiting.ts';
import { clientOptions } from './address.ts';
import { type ClockReading, readClock } from './clock.ts';
import { brokerFailure } from './failures.ts';
import { type BrokerPackages, loadPackages } from './packages.ts';
import { probe } from './probe.ts';

export type LineListener = (isUp: boolean, why: string | null) => void;

/** An answer to the farewell isn’t waited for any longer. */
const QUIT_MS = 500;
const CLOCK = new MonotonicClock();

/** A broker that refused something is taken to do so for so long, unless it does it. */
const REFUSED_MS = 5_000;

/** A connection to a broker that is made again by itself, and whether it is up. */
export class BrokerConnection {
  /** For commands that are answered at once. What waits has its own (`another`). */
  readonly client: Redis;
  readonly packages: BrokerPackages;
  readonly #url: string;
  readonly #hope: { isGivenUp: boolean };
  readonly #others: Redis[] = [];
  #hear: LineListener = () => {};
  #lastError: unknown = null;
  #refusedAtMs = Number.NEGATIVE_INFINITY;
  #isSaidUp = true;
  #isExplained = false;
  #isClosed = false;

  /** @throws ConcurError where there is none that will do */
  static async open(place: BrokerPlace): Promise<BrokerConnection> {
    const packages = await loadPackages();
    const { url } = place;
    const hope = { isGivenUp: false };
    const options = clientOptions(place, () => hope.isGivenUp);
    await probe(packages, options, url, place.warn ?? (() => {}));
    const connection = new BrokerConnection(packages, new packages.Redis(options), url, hope);
    await connection.client.connect().catch((error: unknown) => {
      connection.client.disconnect();
      throw brokerFailure(error, url);
    });
    return connection;
  }

  private constructor(packages: BrokerPackages, client: Redis, url: string, hope: { isGivenUp: boolean }) {
    this.#hope = hope;
    this.packages = packages;
    this.client = client;
    this.#url = url;
    client.on('error', (error) => {
      this.#lastError = error;
      this.#explain(this.#failure(error));
    });
    client.on('ready', () => this.#say(true));
    client.on('close', () => this.#say(false));
  }

  get isUp(): boolean {
    return this.client.status === 'ready';
  }

  onLine(listener: LineListener): void {
    this.#hear = listener;
  }

  /** Notes that the broker refuses what it has to do. */
  refused(thrown: unknown): void {
    this.#lastError = thrown;
    this.#refusedAtMs = nowMs();
    this.#say(false);
  }

  /** Notes that it does it. */
  works(): void {
    this.#refusedAtMs = Number.NEGATIVE_INFINITY;
    this.#say(true);
  }

  /** @throws ConcurError where the broker can't be reached, or refuses */
  async ask<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    if (!this.isUp) throw this.#failure(this.#lastError);
    try {
      const answer = await act();
      if (nowMs() - this.#refusedAtMs > REFUSED_MS) this.works();
      return answer;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** The same for what it can’t do without: where that fails, it is closed. */
  async orClose<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.ask(act);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** One more connection to the same place, for what waits there. It is closed with this one. */
  async another(): Promise<Redis> {
    const client = this.client.duplicate();
    this.#others.push(client);
    client.on('error', () => {});
    await client.connect().catch((error: unknown) => {
      throw this.#failure(error);
    });
    return client;
  }

  clock(): Promise<ClockReading> {
    return this.ask(() =>
      readClock(async () => {
        const [seconds, micros] = await this.client.time();
        return Number(seconds) * 1000 + Number(micros) / 1000;
      }),
    );
  }

  /** No connection that breaks, or is broken, is made again: soon, all that waits for one fails. */
  giveUp(): void {
    this.#hope.isGivenUp = true;
  }

  /** What was asked before is answered first, where the broker answers. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.giveUp();
    for (const other of this.#others) other.disconnect();
    if (this.isUp) await within(CLOCK, QUIT_MS, this.client.quit());
    this.client.disconnect();
  }

  #say(isUp: boolean): void {
    if (this.#isClosed || isUp === this.#isSaidUp) return;
    this.#isSaidUp = isUp;
    this.#isExplained = false;
    const error = this.#lastError;
    // What was wrong the last time isn’t what is wrong the next time.
    if (isUp) this.#lastError = null;
    this.#hear(isUp, isUp || error === null ? null : this.#failure(error).message);
  }

  /** Says once why it stays away, where that won’t pass by itself: it may want a password now. */
  #explain({ code, message }: ConcurError): void {
    if (this.#isClosed || this.#isSaidUp || this.#isExplained || code !== 'USAGE') return;
    this.#isExplained = true;
    this.#hear(false, message);
  }

  #failure(thrown: unknown): ConcurError {
    return brokerFailure(thrown ?? new Error('Connection is closed'), this.#url);
  }
}
