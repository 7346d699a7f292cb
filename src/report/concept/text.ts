import type { Concept } from '../../model/documents/concept.ts';
import { labelled, table, wrap } from '../style/layout.ts';
import type { OutputStyle, Palette } from '../style/output-style.ts';

/** The width of “In Python” and two blanks: the texts of all sections begin in the same column. */
const LABEL_WIDTH = 11;

const COLUMNS = [
  { title: 'topic', align: 'left' },
  { title: 'what it is', align: 'left', wraps: true },
] as const;

/** A concept as a terminal shows it: nothing is cut, and the picture keeps its own width. */
export function conceptText(concept: Concept, { palette, width }: OutputStyle): string {
  const { color, text } = palette;
  const titled = [
    { text: text(concept.title), paint: color.bold },
    ...spansOf(`: ${concept.summary}`, palette),
  ];
  const definition = spansOf(concept.definition, palette);
  const section = (label: string, entries: readonly string[]) =>
    entries.flatMap((entry, index) => {
      const title = { text: index === 0 ? label : '', paint: color.bold };
      const spans = spansOf(entry, palette);
      return painted(labelled(title.text, plain(spans), width, LABEL_WIDTH), [title, ...spans]);
    });
  const lines = [
    ...painted(wrap(plain(titled), width), titled),
    ...painted(wrap(plain(definition), width), definition),
    '',
    ...concept.picture.map(text),
    '',
    ...section('In Python', [concept.python]),
    ...section('In Node', [concept.node]),
    ...section(
      'See it',
      concept.seeIt.map(({ command, shows }) => `\`${command}\`: ${shows}`),
    ),
    ...section(
      'Read on',
      concept.readOn.map(({ title, url }) => `${title} (${url})`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The concepts, a line each. */
export function contentsText(concepts: readonly Concept[], { palette, width }: OutputStyle): string {
  const rows = concepts.map(({ name, summary }) => [name, palette.text(summary)]);
  return `${table(COLUMNS, rows, width).join('\n')}\n`;
}

/** `code` in its own colour, without its backticks. */
function spansOf(markdown: string, { color, text }: Palette): Span[] {
  return markdown
    .split('`')
    .map((part, index) => ({ text: text(part), paint: index % 2 === 1 ? color.cyan : String }));
}

type Paint = (text: string) => string;

/** A part of a text, and the colour that it is to have. */
interface Span {
  readonly text: string;
  readonly paint: Paint;
}

/** The text of all spans. */
export function plain(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('');
}

/**
 * Colours lines that hold the spans' characters in their order, with blanks wherever the layout put them: so a text is
 * laid out as a terminal shows it, without escape codes.
 */
export function painted(lines: readonly string[], spans: readonly Span[]): string[] {
  const paints = spans.flatMap(({ text, paint }) => Array.from(text.replaceAll(' ', ''), () => paint));
  let begin = 0;
  return lines.map((line) => {
    const end = begin + Array.from(line.replaceAll(' ', '')).length;
    const colored = paintedLine(line, paints.slice(begin, end));
    begin = end;
    return colored;
  });
}

/** @param paints one for each character that is no blank */
function paintedLine(line: string, paints: readonly Paint[]): string {
  const runs: { paint: Paint; text: string }[] = [];
  let next = 0;
  for (const character of line) {
    const last = runs.at(-1);
    const paint = (character === ' ' ? last?.paint : paints[next++]) ?? String;
    if (last?.paint === paint) last.text += character;
    else runs.push({ paint, text: character });
  }
  return runs
    .map(({ paint, text }) => paint(text.trimEnd()) + ' '.repeat(text.length - text.trimEnd().length))
    .join('');
}
