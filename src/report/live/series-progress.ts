import type { RunEvent } from '../../model/trial/events.ts';
import { labelWidthOf, type Meter, type Meters } from './meter.ts';
import { totalOf } from './trial-progress.ts';

/** Candidates, interleaved: how many of its runs each has done. */
export class SeriesProgress implements Meters {
  readonly #series: Extract<RunEvent, { type: 'series-start' }>;
  readonly #nowMs: () => number;
  readonly #startMs: number;
  readonly #labelWidth: number;

  constructor(series: Extract<RunEvent, { type: 'series-start' }>, nowMs: () => number) {
    this.#series = series;
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
    this.#labelWidth = labelWidthOf(series.names);
  }

  get count(): number {
    return this.#series.names.length;
  }

  nameOf(index: number): string {
    return this.#series.names[index] ?? '';
  }

  meters(most: number): Meter[] {
    return this.#series.names.slice(0, most).map((_, index) => this.#meterAt(index));
  }

  #meterAt(index: number): Meter {
    return {
      label: this.nameOf(index),
      labelWidth: this.#labelWidth,
      progress: this.#series.progress(index),
      elapsedMs: this.#nowMs() - this.#startMs,
      note: null,
      failed: false,
      identity: this.#series.note(index),
    };
  }

  total(hidden: number): Meter {
    const all = this.#series.names.map((_, index) => this.#series.progress(index));
    return totalOf(all, {
      hidden,
      elapsedMs: this.#nowMs() - this.#startMs,
      labelWidth: this.#labelWidth,
    });
  }
}
