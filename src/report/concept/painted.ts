type Paint = (text: string) => string;

/** A part of a text, and the colour that it is to have. */
export interface Span {
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
