import type { Group, Section, Table, Timelines } from '../../document/section.ts';
import { wrap } from '../../style/layout.ts';
import type { Page } from '../../style/page.ts';
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
export function sectionLines(section: Section, page: Page): string[] {
  switch (section.kind) {
    case 'verdict':
      return verdictLines(section, page);
    case 'paragraph':
      return paragraphLines(section, page);
    case 'facts':
      return factLines(section, page);
    case 'list':
      return listLines(section, page);
    case 'table':
      return titledTable(section, page);
    case 'cases':
      return caseLines(section, page);
    case 'picture':
      return pictureLines(section, page);
    case 'machinery':
      return machinePicture(section.topology, page);
    case 'chart':
      return section.bars === null ? [] : barChart(section.bars, page);
    case 'timelines':
      return stripLines(section, page);
    case 'source':
      return sourceLines(section, page);
    case 'group':
      return groupLines(section, page);
  }
}

function titledTable(table: Table, page: Page): string[] {
  const title = table.isTitled ? bulletLines(table.title, page) : [];
  return [...title, ...tableLines(table, page), ...splitLines(table, page)];
}

function bulletLines(title: string, { palette, width }: Page): string[] {
  const words = palette.text(`${palette.glyphs.bullet} ${title}`);
  return wrap(words, width).map((line) => palette.color.cyan(line));
}

/** A strip for each core of one run; of many runs, none of which matters more, none. */
function stripLines({ windows, marked }: Timelines, page: Page): string[] {
  const [window, ...more] = windows;
  if (window === undefined || more.length > 0) return [];
  const { timeline } = window;
  const threads = timeline.threads.filter(
    ({ tid }) => marked === null || (tid !== null && marked.includes(tid)),
  );
  const areAlike = new Set(threads.map(({ name }) => name)).size < threads.length;
  const named = threads.map((track) => (areAlike ? { ...track, name: `${track.name} ${track.tid}` } : track));
  return coreStripLines({ ...timeline, threads: named }, page);
}

/** Its title and what is in it, close together; its first figures stand behind the title. */
function groupLines({ title, sections, isFolded, isForPages, id }: Group, page: Page): string[] {
  if (isForPages) return [];
  const [first, ...rest] = sections;
  const isRow = first?.kind === 'facts' && first.layout === 'row';
  const heading = isRow ? `${title}: ${factsSentence(first)}` : title;
  return [
    ...(isFolded ? [] : bulletLines(heading, page)),
    ...(isRow ? rest : sections).flatMap((section, index) => {
      const lines = sectionLines(section, page);
      // What can be pointed at is a document of its own.
      return id !== null && index > 0 && lines.length > 0 ? ['', ...lines] : spaced(lines, section);
    }),
  ];
}

/** Groups in a group stand apart. */
function spaced(lines: string[], section: Section): string[] {
  return section.kind === 'group' && !section.isFolded && lines.length > 0 ? ['', ...lines] : lines;
}
