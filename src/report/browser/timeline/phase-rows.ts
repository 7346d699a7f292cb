import type uPlot from 'uplot';
import type { PhaseData } from '../../document/chart-data.ts';
import { PHASE_MARKS } from '../../style/phase-marks.ts';
import type { Readable } from '../chart/reader.ts';
import type { Band, Rows } from '../chart/rows-chart.ts';
import { inkOn, type Theme } from '../chart/theme.ts';
import { hatched } from './hatch.ts';
import { ms, US } from './thread-rows.ts';
import { firstWhere } from './tracks.ts';

/** Room beside a word (CSS pixels). */
const LABEL_ROOM = 10;

/** One row: how the program used its cores, phase by phase. */
export function phaseRows(name: string, lengthUs: number, phases: readonly PhaseData[]): Rows {
  return {
    name,
    labels: ['phases'],
    extent: [0, lengthUs / US],
    unit: 'ms since the start',
    hasButtons: false,
    readable: (plot) => reading(plot, phases),
    paint: (_, band, theme) => {
      for (const phase of phases) paintPhase(phase, band, theme);
    },
  };
}

function paintPhase({ fromUs, toUs, manner, name, letter }: PhaseData, band: Band, theme: Theme): void {
  const { context, top, bottom, x } = band;
  const [left, right] = [x(fromUs / US), x(toUs / US)];
  const mark = manner === null ? null : PHASE_MARKS[manner];
  const color = (mark === null ? null : theme.series[mark.series - 1]) ?? theme.blocked;
  const ink = mark === null ? theme.text : inkOn(color);
  context.fillStyle = mark === null ? color : hatched(color, ink, mark.pattern);
  // A seam between phases of one colour.
  context.fillRect(left, top, Math.max(1, right - left - devicePixelRatio), bottom - top);
  label([`${letter} ${name}`, letter], left, right, color, ink, band);
}

/** The longest of some words for which there is room, on ground of its own: patterns are hard to read on. */
function label(
  words: readonly string[],
  left: number,
  right: number,
  ground: string,
  ink: string,
  { context, top, bottom, x, from }: Band,
): void {
  const scale = devicePixelRatio;
  context.font = `${11 * scale}px system-ui, sans-serif`;
  const start = Math.max(left, x(from));
  const word = words.find((one) => context.measureText(one).width + LABEL_ROOM * scale <= right - start);
  if (word === undefined || bottom - top < 14 * scale) return;
  const at = start + (LABEL_ROOM / 2) * scale;
  context.fillStyle = ground;
  context.fillRect(
    at - scale,
    top + 2 * scale,
    context.measureText(word).width + 2 * scale,
    bottom - top - 4 * scale,
  );
  context.fillStyle = ink;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(word, at, (top + bottom) / 2);
}

function reading(plot: uPlot, phases: readonly PhaseData[]): Readable {
  const indexAt = (us: number) =>
    Math.min(
      phases.length - 1,
      firstWhere(phases.length, (index) => (phases[index] as PhaseData).toUs > us),
    );
  return {
    describe(left) {
      const { fromUs, toUs, name, because } = phases[indexAt(plot.posToVal(left, 'x') * US)] as PhaseData;
      return `${ms(fromUs)} to ${ms(toUs)}: ${name}, ${because}`;
    },
    step(left, _top, right) {
      const at = left < 0 ? 0 : plot.posToVal(left, 'x') * US;
      const index = Math.max(0, indexAt(at) + (left < 0 ? 0 : right));
      const { fromUs, toUs } = phases[Math.min(phases.length - 1, index)] as PhaseData;
      return [
        right === 0 && left >= 0 ? left : plot.valToPos((fromUs + toUs) / 2 / US, 'x'),
        plot.valToPos(0.5, 'y'),
      ];
    },
  };
}
