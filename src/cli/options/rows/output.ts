import { EXPORT_FORMATS } from '../../../report/formats.ts';
import { COLOR_MODES } from '../../../report/screen/stream-facts.ts';
import { type ExportTarget, oneOf, parseExport } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** What is printed, and where it goes. */
export const OUTPUT_OPTIONS = {
  json: { flags: '--json', description: 'print one JSON document instead of text', of: ['document'] },
  jsonStream: {
    flags: '--json-stream',
    description: 'print one JSON event per line',
    of: ['demo', 'series'],
  },
  export: {
    flags: '--export <format=file>',
    description: 'write a report: json=FILE (- is stdout); repeatable',
    of: ['reports'],
    parse: (text, before: readonly ExportTarget[] = []) => [...before, parseExport(text)],
    values: EXPORT_FORMATS.map((format) => `${format}=`),
  },
  quiet: {
    flags: '-q, --quiet',
    description: 'no progress view; only the shortest answer',
    of: ['reports', 'list', 'map'],
  },
  details: {
    flags: '--details',
    description: 'also outliers, secondary figures, how it was asked',
    of: ['reports', 'map'],
  },
  progress: { flags: '--no-progress', description: 'no progress view', of: ['run'] },
  color: {
    flags: '--color <when>',
    description: 'use colour: auto, always or never',
    of: ['document'],
    parse: oneOf('--color', COLOR_MODES),
    values: COLOR_MODES,
  },
  debug: { flags: '--debug', description: 'show stack traces of errors', of: ['document'] },
} as const satisfies Readonly<Record<string, OptionRow>>;
