import { displayWidth, padEnd } from '../style/display-width.ts';
import { indent, wrap } from '../style/layout.ts';
import type { OutputStyle } from '../style/output-style.ts';

/** A program as it is written, and the language it is in. */
export interface LessonCode {
  readonly language: string;
  readonly text: string;
}

const BETWEEN = '  ';

/** Two programs side by side; below each other where they don’t fit. */
export function codeLines([left, right]: readonly [LessonCode, LessonCode], style: OutputStyle): string[] {
  const { palette, width } = style;
  const linesOf = ({ language, text }: LessonCode) => [
    `# ${language}`,
    ...text.trimEnd().split('\n').map(palette.text),
  ];
  const [lefts, rights] = [linesOf(left), linesOf(right)];
  const leftWidth = Math.max(...lefts.map(displayWidth));
  const total = leftWidth + BETWEEN.length + Math.max(...rights.map(displayWidth));
  if (total > width) return [...lefts, '', ...rights].flatMap((line) => folded(line, width));
  return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, index) =>
    `${padEnd(lefts[index] ?? '', leftWidth)}${BETWEEN}${rights[index] ?? ''}`.trimEnd(),
  );
}

/** Nothing is cut: the rest of a line that is too long stands below it, indented. */
function folded(line: string, width: number): string[] {
  if (displayWidth(line) <= width) return [line];
  const margin = /^ */.exec(line)?.[0] ?? '';
  return indent(wrap(line.trimStart(), Math.max(8, width - margin.length)), margin);
}
