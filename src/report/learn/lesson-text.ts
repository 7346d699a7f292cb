import { countOf } from '../../base/units.ts';
import type { TakenLesson } from '../../model/documents/learn.ts';
import type { Lesson } from '../../model/lesson.ts';
import { labelled, wrap } from '../style/layout.ts';
import type { OutputStyle } from '../style/output-style.ts';

/** The width of “Change it” and two blanks: all texts begin in the same column. */
const LABEL_WIDTH = 11;

/** Where a lesson stands in the course. */
export interface Place {
  readonly number: number;
  readonly of: number;
}

/** For a room: lines short enough for a large font, bold, with space between them. */
export const LARGE_WIDTH = 50;

export function enlarged(lines: readonly string[], { palette }: OutputStyle): string[] {
  return lines.flatMap((line) => (line === '' ? [] : [palette.color.bold(line), '']));
}

/** A lesson’s title, and its place in the course. */
export function titleLines(
  { title }: Lesson,
  { number, of }: Place,
  { palette, width }: OutputStyle,
): string[] {
  return wrap(palette.text(`${number} of ${of}: ${title}`), width).map(palette.color.bold);
}

export function questionLines({ question }: Lesson, { palette, width }: OutputStyle): string[] {
  return wrap(palette.text(question.text), width);
}

/** What may be answered, for those who can’t be asked with keys. */
export function choiceLines({ question }: Lesson, { palette, width }: OutputStyle): string[] {
  if (question.kind === 'figure') return [];
  return question.choices.flatMap(({ text }, index) => labelled(`  ${index + 1}`, palette.text(text), width));
}

/** What was predicted beside what the kernel showed, why that is so, and what to try next. */
export function answerLines(lesson: Lesson, taken: TakenLesson, style: OutputStyle): string[] {
  const { palette, width } = style;
  const line = (label: string, text: string) =>
    labelled(label, palette.text(text), width, LABEL_WIDTH, palette.color.bold);
  return [
    ...(taken.predicted === null ? [] : line('You said', answerWords(taken.predicted))),
    ...line('Kernel', kernelWords(taken)),
    verdictLine(taken, style),
    '',
    ...whyOf(lesson, taken).flatMap(([label, text]) => line(label, text)),
    ...lesson.change.flatMap(([typed, what], index) =>
      line(index === 0 ? 'Change it' : '', `concur ${typed}: ${what}`),
    ),
  ];
}

/** Why it is so, where it was seen to be so; what is usually so, where that stays open; nothing where it came out otherwise. */
function whyOf({ why }: Lesson, { claim, unseen }: TakenLesson): [label: string, text: string][] {
  const isSeen = claim?.outcome === 'holds' && unseen === null;
  const isOpen = claim?.outcome !== 'holds' && claim?.outcome !== 'fails';
  return isSeen || isOpen ? [[isSeen ? 'Why' : 'Usually', why.join(' ')]] : [];
}

function answerWords(answer: string | number): string {
  return typeof answer === 'number' ? countOf(answer, 'core') : answer;
}

/** What was seen, by the claim’s own words. */
function kernelWords({ seen, claim, unseen }: TakenLesson): string {
  if (claim === null || unseen !== null) return `it can’t be told here: ${unseen ?? 'nothing was judged'}`;
  const shown =
    seen === null ? 'none of these' : typeof seen === 'number' ? `${seen.toFixed(2)} cores` : seen;
  return `${shown} (${claim.statement}: ${claim.observed})`;
}

function verdictLine({ right, predicted }: TakenLesson, { palette }: OutputStyle): string {
  const { color, glyphs } = palette;
  if (right === null)
    return color.yellow(
      `${glyphs.marks.inconclusive} ${predicted === null ? 'no prediction' : 'not decided'}`,
    );
  return right
    ? color.green(`${glyphs.marks.holds} as you said`)
    : color.red(`${glyphs.marks.fails} not as you said`);
}

/** How the course went. @param taken how many lessons were */
export function scoreText({ right, judged }: { right: number; judged: number }, taken: number): string {
  const open = taken - judged;
  const undecided = `${countOf(open, 'lesson')} not decided.`;
  if (judged === 0) return undecided;
  const score = `${right} of ${countOf(judged, 'prediction')} came out as you said.`;
  return open === 0 ? score : `${score} ${undecided}`;
}
