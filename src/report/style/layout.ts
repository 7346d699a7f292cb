import { cut, displayWidth, padEnd, padStart, widestOf } from './display-width.ts';

/** Breaks a sentence into lines of at most `width` columns; a longer word is broken too. Nothing is ever cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let used = 0;
    for (const word of wordsOf(paragraph, width).flatMap((long) => chop(long, width))) {
      const needed = displayWidth(word);
      if (line !== '' && used + 1 + needed > roomOf(line, width)) {
        lines.push(line);
        line = '';
      }
      used = line === '' ? needed : used + 1 + needed;
      line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

/** What follows a number as its unit. */
const UNIT = /^(%|[num]?s|m|h)[.,;:)]*$/;

/** The words of a paragraph: a number and its unit are one, where that fits. */
function wordsOf(paragraph: string, width: number): string[] {
  return paragraph.split(/[ \t]/).reduce<string[]>((words, word) => {
    const last = words.at(-1) ?? '';
    const both = `${last} ${word}`;
    if (/\d$/.test(last) && UNIT.test(word) && displayWidth(both) <= width) words.splice(-1, 1, both);
    else words.push(word);
    return words;
  }, []);
}

/** A label and its text beside each other, the text hanging; below each other where that leaves no room. */
export function labelled(
  label: string,
  text: string,
  width: number,
  labelWidth = displayWidth(label) + 2,
  paint: (label: string) => string = (label) => label,
): string[] {
  if (width - labelWidth < 20)
    return [...(label === '' ? [] : wrap(label, width).map(paint)), ...indent(wrap(text, width - 2), '  ')];
  const padding = padEnd('', labelWidth - displayWidth(label));
  return wrap(text, width - labelWidth).map((line, index) =>
    index === 0 ? paint(label) + padding + line : ' '.repeat(labelWidth) + line,
  );
}

export function indent(lines: readonly string[], by: string): string[] {
  return lines.map((line) => (line === '' ? line : by + line));
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Whether its cells may be broken into lines: the last column's only. */
  readonly wraps?: boolean;
}

/** A wrapping column that would be narrower than this is read more easily below the others. */
export const NARROWEST_WRAP = 20;

/**
 * Rows of cells under titles. Where the table is wider than `width`, each row becomes a block of `title value` lines
 * instead: a narrow terminal gets all of it, below each other.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = columns.map(({ title }, index) => widestOf([title, ...rows.map((row) => row[index] ?? '')]));
  const last = columns.length - 1;
  const total = widths.reduce((sum, one) => sum + one + 2, -2);
  const lastWidth = width - (total - (widths[last] ?? 0));
  const mayWrap = columns[last]?.wraps === true && lastWidth >= NARROWEST_WRAP;
  if (total > width && !mayWrap) return stacked(columns, rows, width);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        columns[index]?.align === 'right'
          ? padStart(cell, widths[index] ?? 0)
          : padEnd(cell, widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const blanks = columns.slice(1).map(() => '');
  const wrapped = (cells: readonly string[]) =>
    wrap(cells[last] ?? '', lastWidth).map((part, index) =>
      line(index === 0 ? [...cells.slice(0, last), part] : [...blanks, part]),
    );
  return [
    line(columns.map(({ title }) => title)),
    ...rows.flatMap(total > width ? wrapped : (row) => [line(row)]),
  ];
}

function stacked(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const labelWidth = widestOf(columns.map(({ title }) => title)) + 1;
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...columns.flatMap(({ title }, column) => {
      const cell = row[column] ?? '';
      if (width - labelWidth >= displayWidth(cell) || width - labelWidth >= 12) {
        return wrap(cell, width - labelWidth).map(
          (line, part) => padEnd(part === 0 ? title : '', labelWidth) + line,
        );
      }
      return [...wrap(title, width), ...indent(wrap(cell, width - 1), ' ')];
    }),
  ]);
}

function chop(word: string, width: number): string[] {
  if (displayWidth(word) <= roomOf(word, width)) return [word];
  const parts: string[] = [];
  for (let rest = word; rest !== ''; ) {
    // A character that is wider than the page has a line of its own.
    const part = cut(rest, roomOf(rest, width)) || String.fromCodePoint(rest.codePointAt(0) as number);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

/** What a CI server would take for a command gets a mark before it, once it is known to begin a line. */
function roomOf(line: string, width: number): number {
  return line.startsWith('::') ? width - 1 : width;
}
