import { jsonText } from '../../base/text/json-text.ts';
import type { ReportDocument } from '../document/document.ts';

/** An array of numbers as JSON spreads it over lines. No text of the document looks like this: in those, line breaks are escaped. */
const SPREAD_NUMBERS = /\[\n\s+((?:-?[\d.e+-]+|null)(?:,\n\s+(?:-?[\d.e+-]+|null))*)\n\s+\]/g;

/** A document as it is, for programs. Arrays of numbers stay on one line: timelines are long. */
export function toJson(document: object): string {
  const spread = jsonText(document, 2);
  return `${spread.replace(SPREAD_NUMBERS, (_, numbers: string) => `[${numbers.replace(/,\n\s+/g, ', ')}]`)}\n`;
}

/** The report itself. */
export function json({ report }: ReportDocument): string {
  return toJson(report);
}
