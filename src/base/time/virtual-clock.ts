import type { Clock } from './clock.ts';
import { setImmediate } from './real.ts';

interface Timer {
  readonly dueNs: number;
  readonly action: () => void;
}

/**
 * A clock whose time passes only when nothing else is left to do: each turn of the event loop, it jumps to the next
 * timer. Five seconds of naps take as long as their callbacks.
 */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #nowNs = 0;
  #turning = false;

  nowNs(): number {
    return this.#nowNs;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { dueNs: this.#nowNs + ms * 1e6, action };
    this.#timers.add(timer);
    this.#turn();
    return () => this.#timers.delete(timer);
  }

  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => {
      this.#turning = false;
      const next = this.#earliest();
      if (next === null) return;
      this.#timers.delete(next);
      this.#nowNs = Math.max(this.#nowNs, next.dueNs);
      next.action();
      if (this.#timers.size > 0) this.#turn();
    });
  }

  #earliest(): Timer | null {
    let earliest: Timer | null = null;
    for (const timer of this.#timers) if (earliest === null || timer.dueNs < earliest.dueNs) earliest = timer;
    return earliest;
  }
}
