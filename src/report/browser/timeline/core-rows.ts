import type uPlot from 'uplot';
import { formatNs, formatShare } from '../../../base/units.ts';
import type { Timeline } from '../../../model/trial/timeline.ts';
import { byCore } from '../../timeline/by-core.ts';
import type { CoreStretches } from '../../timeline/core-stretches.ts';
import type { Readable } from '../chart/reader.ts';
import type { Rows } from '../chart/rows-chart.ts';
import { firstStretch, paintCore } from './paint-core.ts';
import { ms, US } from './thread-rows.ts';

/** A CPU, and who ran there. */
type Core = readonly [cpu: number, stretches: CoreStretches];

/** A row per CPU: who ran there. Null where no thread was seen on any. */
export function coreRows(name: string, timeline: Timeline): Rows | null {
  const cores = [...byCore(timeline)];
  if (cores.length === 0) return null;
  const names = timeline.threads.map((thread) => thread.name);
  return {
    name,
    labels: cores.map(([cpu]) => `CPU ${cpu}`),
    extent: [0, timeline.lengthUs / US],
    unit: 'ms since the start',
    hasButtons: true,
    readable: (plot) => reading(plot, cores, names),
    paint: (row, band, theme) => paintCore((cores[row] as Core)[1], names, band, theme),
  };
}

function reading(plot: uPlot, cores: readonly Core[], names: readonly string[]): Readable {
  const within = (row: number) => Math.min(cores.length - 1, Math.max(0, row));
  const rowAt = (top: number) => within(Math.floor(plot.posToVal(top, 'y')));
  return {
    describe(left, top) {
      const [cpu, stretches] = cores[rowAt(top)] as Core;
      const us = plot.posToVal(left, 'x') * US;
      const stretch = firstStretch(stretches, us);
      if (stretch === stretches.length || stretches.fromUs(stretch) > us)
        return `CPU ${cpu}, ${ms(us)}: none of these threads`;
      return `CPU ${cpu}, ${stretchWords(stretches, stretch, names)}`;
    },
    step(left, top, right, down) {
      const row = within(rowAt(top) + down);
      const [, stretches] = cores[row] as Core;
      const at = left < 0 ? 0 : plot.posToVal(left, 'x') * US;
      const next = firstStretch(stretches, at) + (left < 0 ? 0 : right);
      const stretch = Math.min(stretches.length - 1, Math.max(0, next));
      const middle = (stretches.fromUs(stretch) + stretches.toUs(stretch)) / 2;
      return [
        right === 0 && left >= 0 ? left : plot.valToPos(middle / US, 'x'),
        plot.valToPos(row + 0.5, 'y'),
      ];
    },
  };
}

/** `0.0 ms to 10.0 ms: w1 ran 9.8 ms (98 %)`. */
function stretchWords(stretches: CoreStretches, stretch: number, names: readonly string[]): string {
  const [fromUs, toUs] = [stretches.fromUs(stretch), stretches.toUs(stretch)];
  const ran: string[] = [];
  stretches.forEachThread(stretch, (thread, us) => {
    const share = Math.min(1, us / (toUs - fromUs));
    ran.push(`${names[thread] ?? '?'} ran ${formatNs(us * 1e3)} (${formatShare(share)})`);
  });
  return `${ms(fromUs)} to ${ms(toUs)}: ${ran.join(', ')}`;
}
