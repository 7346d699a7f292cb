import { wrap } from '../../style/layout.ts';
import type { OutputStyle } from '../../style/output-style.ts';

/** `lead: text` as one sentence, its lead bold wherever the lines break. */
export function leadLines(lead: string, text: string, { palette, width }: OutputStyle): string[] {
  const start = palette.text(lead);
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
