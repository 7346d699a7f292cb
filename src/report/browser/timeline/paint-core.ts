import type { CoreStretches } from '../../timeline/core-stretches.ts';
import type { Band } from '../chart/rows-chart.ts';
import { inkOn, type Theme } from '../chart/theme.ts';
import { HATCHES, hatched } from './hatch.ts';
import { fill, pathOf } from './paths.ts';
import { US } from './thread-rows.ts';
import { firstWhere } from './tracks.ts';

const LABEL_ROOM = 10;
/** How far the middle of a name is from the edge of its row (CSS pixels). */
const LABEL_MIDDLE = 8;
/** A row is as high where names can be read in it (CSS pixels). */
const LABELLED = 14;

/** What is drawn at once: stretches up to `last`, from pixel to pixel. */
interface Drawn {
  readonly last: number;
  readonly left: number;
  readonly right: number;
  readonly wholeUs: number;
  /** How long each thread ran meanwhile. */
  readonly ranUs: ReadonlyMap<number, number>;
}

/** Draws who ran on a core: threads above each other, each as high as its share of the time. */
export function paintCore(
  stretches: CoreStretches,
  names: readonly string[],
  band: Band,
  theme: Theme,
): void {
  const { context, top, bottom, x } = band;
  const room = LABEL_ROOM * devicePixelRatio;
  const hasLabels = bottom - top >= LABELLED * devicePixelRatio;
  const ran = new Map<number, Path2D>();
  const labels: (() => void)[] = [];
  forEachDrawn(stretches, band, ({ last, left, right, wholeUs, ranUs }) => {
    let at = bottom;
    for (const [thread, us] of ranUs) {
      const height = Math.min(at - top, (us / (wholeUs || 1)) * (bottom - top));
      at -= height;
      pathOf(thread, ran).rect(left, at, Math.max(1, right - left), height);
    }
    if (!hasLabels || right - left <= room || stretches.threadsIn(last) > 1) return;
    stretches.forEachThread(last, (thread, us) => {
      const isHigh = us * 2 > stretches.toUs(last) - stretches.fromUs(last);
      const ink = isHigh ? inkOn(colorOf(thread, theme)) : theme.text;
      labels.push(() => label(band, left, right, isHigh, names[thread] ?? '', ink));
    });
  });
  context.fillStyle = theme.blocked;
  context.fillRect(x(band.from), top, x(band.to) - x(band.from), bottom - top);
  for (const [thread, path] of ran) fill(context, threadFill(thread, theme), path);
  for (const paintLabel of labels) paintLabel();
}

/** Goes over what is seen. What is too narrow is drawn with what follows, where that is near. */
function forEachDrawn(
  stretches: CoreStretches,
  { from, to, finest, x }: Band,
  visit: (drawn: Drawn) => void,
): void {
  const ranUs = new Map<number, number>();
  const add = (thread: number, us: number) => ranUs.set(thread, (ranUs.get(thread) ?? 0) + us);
  let fromUs = -1;
  for (let last = firstStretch(stretches, from * US); last < stretches.length; last++) {
    if (stretches.fromUs(last) > to * US) break;
    if (fromUs < 0) fromUs = stretches.fromUs(last);
    stretches.forEachThread(last, add);
    const toUs = stretches.toUs(last);
    const [left, right] = [x(fromUs / US), x(toUs / US)];
    const hasNext = last + 1 < stretches.length;
    if (right - left < finest && hasNext && x(stretches.fromUs(last + 1) / US) - left < finest) continue;
    visit({ last, left, right, wholeUs: toUs - fromUs, ranUs });
    ranUs.clear();
    fromUs = -1;
  }
}

/** The first that isn’t over before `us`. */
export function firstStretch(stretches: CoreStretches, us: number): number {
  return firstWhere(stretches.length, (index) => stretches.toUs(index) > us);
}

/** Colours in turn, then the same again in another pattern. */
function threadFill(thread: number, theme: Theme): string | CanvasPattern {
  const round = Math.floor(thread / theme.series.length);
  return hatched(colorOf(thread, theme), theme.paper, HATCHES[round % HATCHES.length] ?? 'solid');
}

function colorOf(thread: number, { series }: Theme): string {
  return series[thread % series.length] ?? '#888888';
}

/** The thread’s name, where there is room for it: at the bottom, or above what ran. */
function label(
  { context, top, bottom, x, from }: Band,
  left: number,
  right: number,
  isHigh: boolean,
  name: string,
  ink: string,
): void {
  const scale = devicePixelRatio;
  context.font = `${11 * scale}px system-ui, sans-serif`;
  const start = Math.max(left, x(from));
  if (context.measureText(name).width + LABEL_ROOM * scale > right - start) return;
  context.fillStyle = ink;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const middle = isHigh ? bottom - LABEL_MIDDLE * scale : top + LABEL_MIDDLE * scale;
  context.fillText(name, start + (LABEL_ROOM / 2) * scale, middle);
}
