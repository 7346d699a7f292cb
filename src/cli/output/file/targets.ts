import { resolve } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import { listOf } from '../../../base/units.ts';
import { CASE_FORMATS, type ExportFormat } from '../../../report/formats.ts';
import type { ExportTarget } from '../../options/parse/values.ts';
import type { TypedOptions } from '../../options/table.ts';
import { checkWritable, writeWhole } from './write-file.ts';

/**
 * Checks before the run that every result has a place to go.
 * @param formats those that the command has
 * @returns the format that stdout gets, or null where it gets text
 * @throws ConcurError (USAGE)
 */
export function checkTargets(options: TypedOptions, formats: readonly ExportFormat[]): ExportFormat | null {
  const targets = options.export ?? [];
  const unknown = targets.find(({ format }) => !formats.includes(format));
  if (unknown !== undefined) {
    throw usageError(
      `--export ${unknown.format}=${unknown.file}: this command has no format ${unknown.format}`,
      `It exports ${listOf(formats, 'or')}.`,
    );
  }
  checkStdout(options);
  checkDistinct(targets);
  for (const { file } of targets) if (file !== '-') checkWritable(file);
  return targets.find(({ file }) => file === '-')?.format ?? (options.json === true ? 'json' : null);
}

/** Refuses formats that list what was checked, where nothing was. @throws ConcurError (USAGE) */
export function checkHasCases(targets: readonly ExportTarget[] = [], hasCases: boolean): void {
  const empty = hasCases ? undefined : targets.find(({ format }) => CASE_FORMATS.includes(format));
  if (empty === undefined) return;
  throw usageError(
    `--export ${empty.format}=${empty.file} lists what was required of a program, and nothing was`,
    'Watch it with a requirement: concur watch --require "parallelism>=2" -- COMMAND.',
  );
}

/** The formats that something wants. @param onStdout the format that stdout gets, or null for text */
export function wantedFormats(
  targets: readonly ExportTarget[],
  onStdout: ExportFormat | null,
): ExportFormat[] {
  const formats = targets.map(({ format }) => format);
  return onStdout === null ? formats : [...formats, onStdout];
}

/** Writes each file, whatever becomes of the others. @returns the first failure, or null */
export async function writeTargets(
  targets: readonly ExportTarget[],
  render: (format: ExportFormat) => string,
): Promise<unknown> {
  let failure: unknown = null;
  for (const { format, file } of targets) {
    try {
      if (file !== '-') await writeWhole(file, render(format));
    } catch (error) {
      failure ??= error;
    }
  }
  return failure;
}

function checkStdout(options: TypedOptions): void {
  const toStdout = [
    ...(options.json === true ? ['--json'] : []),
    ...(options.jsonStream === true ? ['--json-stream'] : []),
    ...(options.format === undefined ? [] : [`--format ${options.format}`]),
    ...(options.format !== undefined && options.recommend === true ? ['--recommend'] : []),
    ...(options.export ?? []).filter(({ file }) => file === '-').map(({ format }) => `--export ${format}=-`),
  ];
  if (toStdout.length < 2) return;
  if (options.format !== undefined) {
    throw usageError(
      `${toStdout.join(' and ')} both write to stdout`,
      'Run it twice: a number alone has room for nothing else.',
    );
  }
  throw usageError(
    `${toStdout.join(' and ')} both write to stdout`,
    'Send one of them to a file: --export json=FILE.',
  );
}

function checkDistinct(targets: readonly ExportTarget[]): void {
  const files = targets.map(({ file }) => resolve(file));
  const twice = targets.find(({ file }, index) => file !== '-' && files.indexOf(resolve(file)) !== index);
  if (twice === undefined) return;
  throw usageError(`two exports write to ${twice.file}`, 'Use a different file for each export.');
}
