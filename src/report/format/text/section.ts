import type { Group, Section, Table, Timelines } from '../../document/section.ts';
import { wrap } from '../../style/layout.ts';
import type { OutputStyle } from '../../style/output-style.ts';
import { caseLines } from './cases.ts';
import {
  factLines,
  factsSentence,
  listLines,
  paragraphLines,
  pictureLines,
  sourceLines,
  verdictLines,
} from './lines.ts';
import { barChart } from './pictures/bar-chart.ts';
import { coreStripLines } from './pictures/core-strip.ts';
import { machinePicture } from './pictures/machine-picture.ts';
import { splitLines } from './pictures/split-bars.ts';
import { tableLines } from './tables.ts';

/** A section's lines; none where a terminal has nothing to show of it. */
export function sectionLines(section: Section, style: OutputStyle): string[] {
  switch (section.kind) {
    case 'verdict':
      return verdictLines(section, style);
    case 'paragraph':
      return paragraphLines(section, style);
    case 'facts':
      return factLines(section, style);
    case 'list':
      return listLines(section, style);
    case 'table':
      return titledTable(section, style);
    case 'cases':
      return caseLines(section, style);
    case 'picture':
      return pictureLines(section, style);
    case 'machinery':
      return machinePicture(section.topology, style);
    case 'chart':
      return section.bars === null ? [] : barChart(section.bars, style);
    case 'timelines':
      return stripLines(section, style);
    case 'source':
      return sourceLines(section, style);
    case 'group':
      return groupLines(section, style);
  }
}

function titledTable(table: Table, style: OutputStyle): string[] {
  const title = table.isTitled ? bulletLines(table.title, style) : [];
  return [...title, ...tableLines(table, style), ...splitLines(table, style)];
}

function bulletLines(title: string, { palette, width }: OutputStyle): string[] {
  const words = palette.line(`${palette.glyphs.bullet} ${title}`);
  return wrap(words, width).map((line) => palette.color.cyan(line));
}

/** A strip for each core of one run; of many runs, none of which matters more, none. */
function stripLines({ windows, marked }: Timelines, style: OutputStyle): string[] {
  const [window, ...more] = windows;
  if (window === undefined || more.length > 0) return [];
  const { timeline } = window;
  const threads = timeline.threads.filter(
    ({ tid }) => marked === null || (tid !== null && marked.includes(tid)),
  );
  const areAlike = new Set(threads.map(({ name }) => name)).size < threads.length;
  const named = threads.map((track) => (areAlike ? { ...track, name: `${track.name} ${track.tid}` } : track));
  return coreStripLines({ ...timeline, threads: named }, style, window.phases);
}

/** Its title and what is in it, close together; its first figures stand behind the title. */
function groupLines({ title, sections, isFolded, isForPages, id }: Group, style: OutputStyle): string[] {
  if (isForPages) return [];
  const [first, ...rest] = sections;
  const isRow = first?.kind === 'facts' && first.layout === 'row';
  const heading = isRow ? `${title}: ${factsSentence(first)}` : title;
  return [
    ...(isFolded ? [] : bulletLines(heading, style)),
    ...(isRow ? rest : sections).flatMap((section, index) => {
      const lines = sectionLines(section, style);
      // What can be pointed at is a document of its own.
      return id !== null && index > 0 && lines.length > 0 ? ['', ...lines] : spaced(lines, section);
    }),
  ];
}

/** Groups in a group stand apart. */
function spaced(lines: string[], section: Section): string[] {
  return section.kind === 'group' && !section.isFolded && lines.length > 0 ? ['', ...lines] : lines;
}
