import type { Sysroot } from '../../machine/sysroot.ts';
import type { MapReport, MapWorkerReport } from '../../model/parallel-map.ts';
import { ratioOf, sumOf } from '../../stats/figures.ts';
import type { MapSlot } from '../crew/slot.ts';
import { PlaceClocks } from './place-clocks.ts';
import { type PlacePhase, PlaceTimes } from './place-times.ts';

/** Told what the workers of a crew are at. */
export interface CrewObserver {
  enter(slot: MapSlot, phase: PlacePhase): void;
  /** A batch, or all that it could claim, is done. */
  look(slot: MapSlot): void;
}

interface Place {
  readonly slot: MapSlot;
  readonly times: PlaceTimes;
  readonly clocks: PlaceClocks;
}

/** Where the time of a crew’s workers goes, from when the first is started. */
export class Insights implements CrewObserver {
  readonly #sysroot: Sysroot;
  readonly #nowNs: () => number;
  readonly #places = new Map<number, Place>();
  #startNs: number | null = null;

  constructor(sysroot: Sysroot, nowNs: () => number) {
    this.#sysroot = sysroot;
    this.#nowNs = nowNs;
  }

  enter(slot: MapSlot, phase: PlacePhase): void {
    this.#startNs ??= this.#nowNs();
    const { times, clocks } = this.#placeOf(slot);
    if (phase === 'gone') clocks.look();
    // Its thread is known from when it is ready.
    if (slot.state === 'idle' && times.phase === 'startup') clocks.begin(slot);
    times.enter(phase, this.#nowNs());
  }

  look(slot: MapSlot): void {
    this.#placeOf(slot).clocks.look();
  }

  /** @param unitsOf units that were answered in a place */
  report(failed: number, unitsOf: (slot: MapSlot) => number): MapReport {
    const endNs = this.#nowNs();
    const wallNs = endNs - (this.#startNs ?? endNs);
    const workers = [...this.#places.values()].map((place) => reportOf(place, endNs, unitsOf(place.slot)));
    const share = (clock: 'runNs' | 'runDelayNs') =>
      ratioOf(sumOf(workers.map((each) => each[clock])), wallNs);
    const units = workers.reduce((sum, each) => sum + each.units, 0);
    return { wallNs, units, failed, r: share('runNs'), d: share('runDelayNs'), workers };
  }

  #placeOf(slot: MapSlot): Place {
    const known = this.#places.get(slot.index);
    if (known !== undefined) return known;
    const times = new PlaceTimes(this.#startNs ?? this.#nowNs());
    const place = { slot, times, clocks: new PlaceClocks(this.#sysroot) };
    this.#places.set(slot.index, place);
    return place;
  }
}

function reportOf({ slot, times, clocks }: Place, endNs: number, units: number): MapWorkerReport {
  const { startup, work, inputs, results, over, gone } = times.until(endNs);
  const total = clocks.total();
  return {
    name: slot.name,
    units,
    started: slot.started,
    startupNs: startup,
    workNs: work,
    inputsNs: inputs,
    resultsNs: results,
    overNs: over + gone,
    runNs: total?.runNs ?? null,
    runDelayNs: total?.runDelayNs ?? null,
  };
}
