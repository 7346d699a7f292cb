import { withoutCommands } from '../../base/text/commands.ts';
import type { Warning } from '../../model/warning.ts';
import type { ReportDocument } from '../document/document.ts';
import { warningText } from '../document/parts.ts';
import type { Section } from '../document/section.ts';
import { wrap } from '../style/layout.ts';
import type { OutputStyle } from '../style/output-style.ts';
import { fileStyle } from '../style/output-style.ts';
import { headingLines } from './text/lines.ts';
import { hasSplits, splitLegend } from './text/pictures/split-bars.ts';
import { sectionLines } from './text/section.ts';

/** A document as plain text for a file. */
export function textFile(document: ReportDocument): string {
  return documentText(document, fileStyle());
}

/** A document as a terminal shows it: nothing is wider than the page, and nothing is cut. */
export function documentText(document: ReportDocument, style: OutputStyle): string {
  const { title, lead, sections, report } = document;
  const blocks = blocksOf(headingLines(title, style), sections, style);
  // What it comes to stands above what it was asked of.
  blocks[0]?.push(...lead.flatMap((line) => dim(line, style)));
  return joined([...blocks, warningLines(report.warnings, style)]);
}

/** Some sections, under a title if they have one. */
export function sectionsText(title: string | null, sections: readonly Section[], style: OutputStyle): string {
  return joined(blocksOf(title === null ? [] : headingLines(title, style), sections, style));
}

/** What the reader should know. */
export function warningsText(warnings: readonly Warning[], style: OutputStyle): string {
  return joined([warningLines(warnings, style)]);
}

/** The answer in one line; no line where there is none. */
export function answerLine({ line }: ReportDocument, { palette }: OutputStyle): string {
  return line === '' ? '' : `${palette.text(line)}\n`;
}

/**
 * Blocks of lines: the verdict stands close to the title, notes to what they explain, and what the bars mean once, below
 * the last of them.
 */
function blocksOf(head: string[], sections: readonly Section[], style: OutputStyle): string[][] {
  const last = sections.findLastIndex(hasSplits);
  const blocks = [head];
  for (const [index, section] of sections.entries()) {
    const lines = sectionLines(section, style);
    const legend = index === last ? splitLegend(sections, style) : [];
    const isClose = section.kind === 'verdict' || (section.kind === 'paragraph' && section.tone !== 'plain');
    if (isClose) blocks.at(-1)?.push(...lines, ...legend);
    else if (lines.length > 0) blocks.push([...lines, ...legend]);
  }
  return blocks;
}

function dim(text: string, { palette, width }: OutputStyle): string[] {
  return wrap(palette.text(text), width).map((line) => palette.color.dim(line));
}

function warningLines(warnings: readonly Warning[], { palette, width }: OutputStyle): string[] {
  return warnings.flatMap((warning) =>
    wrap(palette.text(`warning: ${warningText(warning)}`), width).map((line) => palette.color.yellow(line)),
  );
}

/**
 * Groups of lines with an empty line between them; those that have nothing to say leave none. Where a sentence was broken,
 * a line begins with what stood in its middle.
 */
function joined(groups: readonly (readonly string[])[]): string {
  const text = groups
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
  return withoutCommands(text);
}
