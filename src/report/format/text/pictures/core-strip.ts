import { maxOf } from '../../../../base/extremes.ts';
import { countOf } from '../../../../base/units.ts';
import type { Phase } from '../../../../model/phases.ts';
import type { Timeline } from '../../../../model/trial/timeline.ts';
import { wrap } from '../../../style/layout.ts';
import type { Colors, OutputStyle } from '../../../style/output-style.ts';
import { byCore } from '../../../timeline/by-core.ts';
import type { CoreStretches } from '../../../timeline/core-stretches.ts';
import { PHASES_LABEL, phaseLegend, phaseStrip } from './phase-strip.ts';

/** More cores than this say no more than these. */
const MOST_CORES = 16;
const LONGEST_STRIP = 60;
const SHORTEST_STRIP = 8;

const MARKS = '123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BEYOND = '#';
const TURNS = '(marks alternate where several ran in the same moment)';
const PAINTS = ['cyan', 'yellow', 'green', 'red', 'bold'] as const satisfies readonly (keyof Colors)[];

/**
 * A strip per core: who ran there, from the window's start to its end. Each thread has a mark, and a colour beside it.
 * Above them one of the phases, where there are some. Empty where there is nothing to tell apart: no timeline, or a single
 * thread in a single phase.
 */
export function coreStripLines(
  timeline: Timeline | null | undefined,
  style: OutputStyle,
  phases: readonly Phase[] = [],
): string[] {
  if (timeline == null) return [];
  const cores = timeline.threads.length < 2 ? [] : [...byCore(timeline)];
  const labels = [
    ...(phases.length === 0 ? [] : [PHASES_LABEL]),
    ...cores.slice(0, MOST_CORES).map(([cpu]) => `CPU ${cpu} `),
  ];
  const labelWidth = maxOf(labels.map(({ length }) => length));
  const cells = Math.min(LONGEST_STRIP, style.width - labelWidth - 2);
  if (labels.length === 0 || cells < SHORTEST_STRIP) return [];
  const strip = (label: string, text: string) => `${label.padEnd(labelWidth)}|${text}|`;
  return [
    ...phaseLines(phases, timeline, cells, strip, style),
    ...coreLines(cores, timeline, cells, strip, style),
  ];
}

type Strip = (label: string, text: string) => string;

function phaseLines(
  phases: readonly Phase[],
  { lengthUs }: Timeline,
  cells: number,
  strip: Strip,
  { palette, width }: OutputStyle,
): string[] {
  if (phases.length === 0) return [];
  const legend = wrap(palette.text(phaseLegend(phases)), width);
  return [
    strip(PHASES_LABEL, phaseStrip(phases, lengthUs, cells, palette)),
    ...legend.map((line) => palette.color.dim(line)),
  ];
}

function coreLines(
  cores: readonly (readonly [number, CoreStretches])[],
  timeline: Timeline,
  cells: number,
  strip: Strip,
  style: OutputStyle,
): string[] {
  const { color, glyphs } = style.palette;
  const shown = cores.slice(0, MOST_CORES);
  const owned = shown.map(([, stretches]) => ownersOf(stretches, timeline.lengthUs, cells));
  if (owned.every((owners) => owners.every((owner) => owner === null))) return [];
  const strips = owned.map((owners, index) => {
    const text = owners.map((owner) => (owner === null ? glyphs.blocked : painted(owner, color))).join('');
    return strip(`CPU ${shown[index]?.[0]} `, text);
  });
  const hidden = cores.length - shown.length;
  return [
    ...strips,
    ...(hidden > 0 ? [color.dim(`+${countOf(hidden, 'more CPU')}`)] : []),
    ...legendOf(timeline, isShared(shown), style),
  ];
}

/**
 * Whose mark to show in each cell, by the thread's index; null for nobody. Where several shared a cell, what of them it
 * can't show is carried on to the next ones (error diffusion): over the strip, each has as many cells as it had time.
 */
export function ownersOf(stretches: CoreStretches, lengthUs: number, cells: number): (number | null)[] {
  const owed = new Map<number | null, number>();
  return sharesOf(stretches, lengthUs, cells).map((shares) => {
    const ran = [...shares.values()].reduce((sum, share) => sum + share, 0);
    for (const [thread, share] of shares) owed.set(thread, (owed.get(thread) ?? 0) + share);
    owed.set(null, (owed.get(null) ?? 0) + Math.max(0, 1 - ran));
    const [owner] = [...owed].reduce((most, one) => (one[1] > most[1] ? one : most));
    owed.set(owner, (owed.get(owner) ?? 0) - 1);
    return owner;
  });
}

/** The share of each cell in which each thread ran. */
function sharesOf(stretches: CoreStretches, lengthUs: number, cells: number): Map<number, number>[] {
  const cellUs = lengthUs / cells;
  const shares = Array.from({ length: cells }, () => new Map<number, number>());
  for (let stretch = 0; stretch < stretches.length; stretch++) {
    const [fromUs, toUs] = [stretches.fromUs(stretch), stretches.toUs(stretch)];
    const last = Math.min(cells - 1, Math.floor(toUs / cellUs));
    for (let cell = Math.max(0, Math.floor(fromUs / cellUs)); cell <= last; cell++) {
      const insideUs = Math.min(toUs, (cell + 1) * cellUs) - Math.max(fromUs, cell * cellUs);
      const part = Math.max(0, insideUs) / (toUs - fromUs) / cellUs;
      const ofCell = shares[cell];
      stretches.forEachThread(stretch, (thread, us) => {
        ofCell?.set(thread, (ofCell.get(thread) ?? 0) + us * part);
      });
    }
  }
  return shares;
}

function painted(thread: number, color: Colors): string {
  return color[PAINTS[thread % PAINTS.length] ?? 'bold'](markOf(thread));
}

function markOf(thread: number): string {
  return MARKS[thread] ?? BEYOND;
}

/** Whether several threads ran on a core in the same stretch of time: in which order nobody knows. */
function isShared(cores: readonly (readonly [number, CoreStretches])[]): boolean {
  return cores.some(([, stretches]) => stretches.hasShared());
}

/** `1 t1  2 t2`: only as many as have marks of their own. */
function legendOf({ threads }: Timeline, shared: boolean, { palette, width }: OutputStyle): string[] {
  const named = threads.slice(0, 12).map(({ name }, index) => `${markOf(index)} ${palette.line(name)}`);
  const more = threads.length > named.length ? [`and ${threads.length - named.length} more`] : [];
  const text = [...named, ...more, `${palette.glyphs.blocked} none of them`, ...(shared ? [TURNS] : [])].join(
    '  ',
  );
  return wrap(palette.text(text), width).map((line) => palette.color.dim(line));
}
