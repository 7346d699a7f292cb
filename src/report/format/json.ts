import { printableJson } from '../../base/text/json-text.ts';
import type { ReportDocument } from '../document/document.ts';

const INDENT = '  ';

/** A document as it is, for programs: over lines, but arrays of numbers stay on one: timelines are long. */
export function toJson(document: object): string {
  const parts: string[] = [];
  write(document, '\n', parts);
  return `${printableJson(parts.join(''))}\n`;
}

/** The report itself. */
export function json({ report }: ReportDocument): string {
  return toJson(report);
}

/** Adds a value’s JSON to `parts`, which become one text at the end: to join them level by level would copy all again and again. */
function write(value: unknown, lineBreak: string, parts: string[]): void {
  if (Array.isArray(value)) {
    if (value.every(isNumber)) parts.push(`[${value.map(numberText).join(', ')}]`);
    else
      writeItems(
        ['[', ']'],
        value.map((item) => ['', item]),
        lineBreak,
        parts,
      );
  } else if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const named = fields.map(([name, field]): Item => [`${JSON.stringify(name)}: `, field]);
    writeItems(['{', '}'], named, lineBreak, parts);
  } else parts.push(JSON.stringify(value) ?? 'null');
}

/** A field or an element, with what stands before its value. */
type Item = readonly [prefix: string, value: unknown];

function writeItems(
  [open, close]: readonly [string, string],
  items: readonly Item[],
  lineBreak: string,
  parts: string[],
): void {
  const deeper = lineBreak + INDENT;
  parts.push(open);
  items.forEach(([prefix, value], index) => {
    parts.push(index === 0 ? deeper : `,${deeper}`, prefix);
    write(value, deeper, parts);
  });
  parts.push(items.length === 0 ? close : lineBreak + close);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value == null;
}

/** Null for what JSON can’t hold. */
function numberText(value: number | null | undefined): number | 'null' {
  return typeof value === 'number' && Number.isFinite(value) ? value : 'null';
}
