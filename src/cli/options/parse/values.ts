import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { listOf, parseDuration } from '../../../base/units.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../report/formats.ts';

export interface ExportTarget {
  readonly format: ExportFormat;
  /** A path, or `-` for stdout. */
  readonly file: string;
}

interface FaultRequest {
  readonly kind: 'throw' | 'exit' | 'oom' | 'hang';
  readonly unit: number | null;
}

export const INCONCLUSIVE_MODES = ['pass', 'fail', '3'] as const;
export type InconclusiveMode = (typeof INCONCLUSIVE_MODES)[number];

/** What `cores` prints where a script wants a number: of workers, or of CPUs. */
export const NUMBER_FORMATS = ['integer', 'decimal'] as const;

// From what was typed after a flag to its value. Each throws ConcurError (USAGE) with an example of what it takes.

/** @param offered the choices that are named to who mistypes */
export function oneOf<Choice extends string>(
  flag: string,
  choices: readonly Choice[],
  offered: readonly Choice[] = choices,
): (text: string) => Choice {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    const meant = closest(text, offered);
    throw usageError(
      `${flag} ${text} is unknown; it takes ${listOf(offered, 'or')}`,
      meant === null ? undefined : `Did you mean ${flag} ${meant}?`,
    );
  };
}

export function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function parseFault(text: string): FaultRequest {
  const match = /^(throw|exit|oom|hang)(?:@(\d+))?$/.exec(text);
  if (match === null) {
    throw usageError(
      `--fault ${text} is unknown; it takes throw, exit, oom or hang, optionally with @STEP`,
      'Try --fault throw@10.',
    );
  }
  return { kind: match[1] as FaultRequest['kind'], unit: match[2] === undefined ? null : Number(match[2]) };
}

/** Between two samples, in ms: more often costs more than it shows, and less often shows nothing. */
export function parseInterval(text: string): number {
  const ms = parseDuration(text);
  if (ms >= 10 && ms <= 1_000) return ms;
  throw usageError(
    `--interval ${text} is not between 10ms and 1s`,
    'Try --interval 50ms: 20 samples per second.',
  );
}

/** The name of an experiment, and of its file without `.ts`; with `.py` where it is to be in Python. */
export function parseNewName(text: string): string {
  if (/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(text)) return text;
  if (/^[a-z\d](?:[\w-]*[a-z\d])?\.py$/i.test(text)) return text;
  const [, base = '', python = ''] = /^(.*?)(?:\.[cm]?[jt]s|(\.py))?$/s.exec(text) ?? [];
  const name = base.replace(/[^a-z\d]+/gi, '-').replace(/^-|-$/g, '');
  throw usageError(
    `--new ${text} is not a name of letters, digits and hyphens`,
    `Try --new ${name === '' ? 'mine' : name}${python}.`,
  );
}

export function parseExport(text: string): ExportTarget {
  const [format, ...rest] = text.split('=');
  const known = EXPORT_FORMATS.find((name) => name === format);
  const file = rest.join('=');
  if (known === undefined || file === '') {
    const meant = closest(format ?? '', EXPORT_FORMATS);
    throw usageError(
      `--export ${text} is not FORMAT=FILE with one of the formats ${listOf(EXPORT_FORMATS, 'or')}`,
      `Try --export ${known ?? meant ?? 'json'}=report.${known ?? meant ?? 'json'}.`,
    );
  }
  return { format: known, file };
}

/** `NAME=VALUE`: a variable of an environment. */
export function parseVariable(text: string): Readonly<Record<string, string>> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw usageError(`--env ${text} is not NAME=VALUE`, 'Try --env OMP_NUM_THREADS={w}.');
  return { [name]: value };
}
