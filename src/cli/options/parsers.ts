import { usageError } from '../../base/errors/errors.ts';
import { closest } from '../../base/errors/suggest.ts';
import { listOf, parseDuration } from '../../base/units.ts';
import { EXPORT_FORMATS } from '../../report/formats.ts';
import { type ExportTarget, type FaultRequest, REQUIRED_FIGURES, type Requirement } from './values.ts';

// From what was typed after a flag to its value. Each throws ConcurError (USAGE) with an example of what it takes.

const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/;

export function wholeNumber(flag: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= least) || !Number.isSafeInteger(value)) {
      throw usageError(
        `${flag} ${text} is not a whole number of ${least} or more`,
        `Try ${flag} ${Math.max(least, 2)}.`,
      );
    }
    return value;
  };
}

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

/** `10%` or `0.1`, above 0 and below 1. */
export function share(flag: string): (text: string) => number {
  return (text) => {
    const [, number = '', percent] = /^(\d{1,6}(?:\.\d{1,6})?)(%?)$/.exec(text.trim()) ?? [];
    const value = Number(number) / (percent === '%' ? 100 : 1);
    if (number === '' || !(value > 0 && value < 1)) {
      throw usageError(`${flag} ${text} is not a share above 0 and below 100 %`, `Try ${flag} 10%.`);
    }
    return value;
  };
}

export function ratio(flag: string): (text: string) => number {
  return (text) => {
    const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= 1)) throw usageError(`${flag} ${text} is not a number of 1 or more`, `Try ${flag} 1.25.`);
    return value;
  };
}

/** `cpus>=4`, `parallelism>=3.5`. */
export function parseRequirement(text: string): Requirement {
  const [, figure = '', number = ''] = /^([^<>=]*)>=([^<>=]*)$/.exec(text)?.map((part) => part.trim()) ?? [];
  const known = REQUIRED_FIGURES.find((name) => name === figure);
  const atLeast = DECIMAL.test(number) ? Number(number) : Number.NaN;
  if (known === undefined || !(atLeast > 0)) {
    const meant = known ?? closest(figure, REQUIRED_FIGURES) ?? 'parallelism';
    throw usageError(
      `--require ${text} is not FIGURE>=NUMBER with one of the figures ${listOf(REQUIRED_FIGURES, 'or')}`,
      `Try --require "${meant}>=2" (with quotes: > is special in a shell).`,
    );
  }
  return { figure: known, atLeast };
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

/** The name of an experiment, and of its file without `.ts`. */
export function parseNewName(text: string): string {
  if (/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(text)) return text;
  const meant = text
    .replace(/\.[cm]?[jt]s$/, '')
    .replace(/[^a-z\d]+/gi, '-')
    .replace(/^-|-$/g, '');
  throw usageError(
    `--new ${text} is not a name of letters, digits and hyphens`,
    `Try --new ${meant === '' ? 'mine' : meant}.`,
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
