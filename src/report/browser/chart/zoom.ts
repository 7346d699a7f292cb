import type uPlot from 'uplot';

/** No closer than a thousandth of a thousandth of the whole. */
const CLOSEST = 1e-6;

/** Everything there is along x. */
export function extentOf(plot: uPlot): [number, number] {
  const [xs] = plot.data;
  return [xs[0] ?? 0, xs[xs.length - 1] ?? 1];
}

export function visibleOf(plot: uPlot): [number, number] {
  const [from, to] = extentOf(plot);
  return [plot.scales.x?.min ?? from, plot.scales.x?.max ?? to];
}

/** Shows a part `factor` times as long as now, with `at` staying where it is. */
export function zoomBy(plot: uPlot, factor: number, at: number): void {
  const [from, to] = visibleOf(plot);
  show(plot, at - (at - from) * factor, at + (to - at) * factor);
}

/** Moves what is seen by that share of its length. */
export function panBy(plot: uPlot, share: number): void {
  const [from, to] = visibleOf(plot);
  const by = (to - from) * share;
  show(plot, from + by, to + by);
}

export function showAll(plot: uPlot): void {
  const [min, max] = extentOf(plot);
  plot.setScale('x', { min, max });
}

function show(plot: uPlot, from: number, to: number): void {
  const [first, last] = extentOf(plot);
  const length = Math.min(last - first, Math.max((last - first) * CLOSEST, to - from));
  const min = Math.min(Math.max(first, from), last - length);
  plot.setScale('x', { min, max: min + length });
}
