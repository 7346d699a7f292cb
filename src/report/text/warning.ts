import type { Warning } from '../../model/warning.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../page.ts';

/** A warning with its hint. */
export function warningLines({ message, hint }: Warning, { palette, width }: Page): string[] {
  const text = `warning: ${message}.${hint === null ? '' : ` ${hint}`}`;
  return wrap(palette.text(text), width).map((line) => palette.color.yellow(line));
}
