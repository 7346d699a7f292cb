import type { Facts, List, Paragraph, Picture, Source, Verdict } from '../../document/section.ts';
import { displayWidth, widestOf } from '../../style/display-width.ts';
import { indent, labelled, wrap } from '../../style/layout.ts';
import type { OutputStyle } from '../../style/output-style.ts';
import { noteLines } from './notes.ts';
import { paintFor } from './tones.ts';

const LABEL_WIDTH = 12;

export function headingLines(title: string, { palette, width }: OutputStyle): string[] {
  return wrap(palette.line(title), width).map((line) => palette.color.bold(line));
}

/** `✔ HOLDS  because …`, `Use threads with 2 workers: …`. */
export function verdictLines({ outcome, tone, lead, because }: Verdict, style: OutputStyle): string[] {
  const { palette, width } = style;
  const paint = paintFor(tone, palette.color);
  if (outcome === null && tone === 'plain') return leadLines(lead, because, style);
  if (outcome === null) return wrap(palette.text(`${lead}: ${because}`), width).map(paint);
  const start = `${palette.glyphs.marks[outcome]} ${palette.line(lead)}`;
  return labelled(start, palette.text(because), width, displayWidth(start) + 2).map(paint);
}

export function paragraphLines({ lead, text, tone }: Paragraph, style: OutputStyle): string[] {
  const { palette, width } = style;
  if (tone === 'note') return noteLines(text, style);
  if (lead !== null) return leadLines(lead, text, style);
  const lines = wrap(palette.text(text), width);
  return tone === 'alarm' ? lines.map((line) => palette.color.yellow(line)) : lines;
}

/** Names in a column and their values beside them; or all in one sentence. */
export function factLines({ layout, facts }: Facts, style: OutputStyle): string[] {
  const { palette, width } = style;
  if (layout === 'row') return wrap(palette.text(factsSentence({ facts })), width);
  const names = facts.map(([name]) => palette.line(name));
  const labelWidth = Math.max(LABEL_WIDTH, widestOf(names) + 2);
  return facts.flatMap(([, ...values], fact) =>
    values.flatMap((value, index) =>
      labelled(index === 0 ? (names[fact] as string) : '', palette.text(value), width, labelWidth),
    ),
  );
}

/** `kind PARALLEL, busy 1.95, queued 0.03 (cores)`. */
export function factsSentence({ facts }: Pick<Facts, 'facts'>): string {
  return facts.map((words) => words.join(' ')).join(', ');
}

export function listLines({ items, tone }: List, { palette, width }: OutputStyle): string[] {
  const paint = (line: string) => (tone === 'bad' ? palette.color.red(line) : line);
  return items.flatMap((item) => indent(wrap(palette.text(item), width - 2), '  ')).map(paint);
}

/** A drawing, as it is, where there is room for it: it shows what claims say in words. */
export function pictureLines({ lines }: Picture, { palette, width }: OutputStyle): string[] {
  const shown = lines.map(palette.line);
  return widestOf(shown) <= width ? shown : [];
}

export function sourceLines({ path, text }: Source, { palette }: OutputStyle): string[] {
  return [palette.color.bold(`// ${palette.line(path)}`), palette.text(text.trimEnd())];
}

/** `lead: text` as one sentence, its lead bold wherever the lines break. */
export function leadLines(lead: string, text: string, { palette, width }: OutputStyle): string[] {
  const start = palette.line(lead);
  let left = letters(start);
  return wrap(`${start}: ${palette.text(text)}`, width).map((line) => {
    const end = endOf(line, left);
    left -= letters(line.slice(0, end));
    return end === 0 ? line : palette.color.bold(line.slice(0, end)) + line.slice(end);
  });
}

/** Breaking lines takes blanks away, so what counts is everything else. */
function letters(text: string): number {
  return text.replaceAll(' ', '').length;
}

/** Where the first `count` letters of a line end. */
function endOf(line: string, count: number): number {
  let end = 0;
  for (let seen = 0; seen < count && end < line.length; end++) if (line[end] !== ' ') seen++;
  return end;
}
