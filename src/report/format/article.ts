import { withoutCommands } from '../../base/text/commands.ts';
import { ABOUT } from '../document/about.ts';
import { casesTable } from '../document/cases-table.ts';
import type { ReportDocument } from '../document/document.ts';
import { warningText } from '../document/parts.ts';
import type { Cell, Chart, Facts, Group, Section, Table, Timelines } from '../document/section.ts';
import { fileStyle } from '../style/output-style.ts';
import { pageTimeline } from '../timeline/page-timeline.ts';
import { TRACK_COLUMNS, trackCells } from '../timeline/tracks.ts';
import { wordsOf } from './cells.ts';
import { machinePicture } from './text/pictures/machine-picture.ts';

/** How a page is marked up, part by part: each gives lines. */
export interface Markup {
  heading(text: string, level: number): string[];
  /** @param lead stressed, before the text; null where there is none */
  paragraph(lead: string | null, text: string): string[];
  list(items: readonly string[]): string[];
  table(titles: readonly string[], rows: readonly (readonly string[])[]): string[];
  code(text: string): string[];
  /** What waits until it is asked for, where a page can do that. */
  folded(title: string, blocks: readonly string[][]): string[][];
  warning(text: string): string[];
}

const OUTCOME_MARKS = {
  holds: '✅',
  pass: '✅',
  fails: '❌',
  fail: '❌',
  inconclusive: '❔',
  skipped: '➖',
} as const;

/** A document as a page of text with marks: all that it holds, in the same order whatever the marks. */
export function articleOf(document: ReportDocument, markup: Markup): string {
  const { title, lead, command, sections, report } = document;
  const isAbout = (section: Section) => section.kind === 'group' && section.id === ABOUT;
  const [findings, about] = [sections.filter((one) => !isAbout(one)), sections.filter(isAbout)];
  const blocks = [
    markup.heading(`concur ${command}: ${title}`, 1),
    ...(lead.length === 0 ? [] : [markup.paragraph(null, lead.join(' '))]),
    ...findings.flatMap((section) => blocksOf(section, markup, 2)),
    ...report.warnings.map((warning) => markup.warning(warningText(warning))),
    ...about.flatMap((section) => blocksOf(section, markup, 2)),
  ];
  return withoutCommands(blocks.map((lines) => `${lines.join('\n')}\n`).join('\n'));
}

function blocksOf(section: Section, markup: Markup, level: number): string[][] {
  switch (section.kind) {
    case 'verdict': {
      const mark = section.outcome === null ? '' : `${OUTCOME_MARKS[section.outcome]} `;
      return [markup.paragraph(`${mark}${section.lead}:`, section.because)];
    }
    case 'paragraph':
      return [markup.paragraph(section.lead === null ? null : `${section.lead}:`, section.text)];
    case 'facts':
      return [factBlock(section, markup)];
    case 'list':
      return [markup.list(section.items)];
    case 'table':
      return tableBlocks(section, markup);
    case 'cases':
      return casesTable(section).flatMap((table) => tableBlocks(table, markup));
    case 'picture':
      return [markup.code(section.lines.join('\n'))];
    case 'machinery':
      return [markup.code(machinePicture(section.topology, fileStyle()).join('\n'))];
    case 'chart':
      return chartBlocks(section, markup);
    case 'timelines':
      return timelineBlocks(section, markup);
    case 'source':
      return [markup.paragraph(section.path, ''), markup.code(section.text)];
    case 'group':
      return groupBlocks(section, markup, level);
  }
}

function factBlock({ facts }: Facts, markup: Markup): string[] {
  return markup.list(facts.map(([name, ...values]) => `${name}: ${values.join('; ')}`));
}

function tableBlocks({ title, columns, rows, note }: Table, markup: Markup): string[][] {
  const titles = columns.map((column) => column.title);
  const cells = rows.map((row) => row.map(markedWords));
  return [
    ...(title === '' ? [] : [markup.paragraph(title, '')]),
    markup.table(titles, cells),
    ...(note === '' ? [] : [markup.paragraph(null, note)]),
  ];
}

/** Where colours can't tell outcomes apart at a glance, marks do. */
function markedWords(cell: Cell): string {
  const isOutcome = typeof cell === 'object' && 'outcome' in cell;
  return isOutcome ? `${OUTCOME_MARKS[cell.outcome]} ${cell.outcome}` : wordsOf(cell);
}

function chartBlocks({ table }: Chart, markup: Markup): string[][] {
  return table === null ? [] : tableBlocks(table, markup);
}

/** The run that a page would show first. */
function timelineBlocks({ caption, windows }: Timelines, markup: Markup): string[][] {
  const last = windows.at(-1);
  if (last === undefined || last.timeline.threads.length === 0) return [];
  const titles = TRACK_COLUMNS.map(({ title }) => title);
  const { threads } = pageTimeline(last.timeline);
  const name = windows.length === 1 ? caption : `${caption}: ${last.label}`;
  return [markup.paragraph(name, ''), markup.table(titles, threads.map(trackCells))];
}

function groupBlocks({ title, sections, isFolded }: Group, markup: Markup, level: number): string[][] {
  const [only, ...more] = sections;
  const isOneTable = only?.kind === 'table' && more.length === 0;
  const inside = isOneTable ? [{ ...only, title: '' }] : sections;
  const blocks = inside.flatMap((section) => blocksOf(section, markup, level + 1));
  return isFolded ? markup.folded(title, blocks) : [markup.heading(title, level), ...blocks];
}
