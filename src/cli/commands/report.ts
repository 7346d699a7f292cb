import { readFileSync } from 'node:fs';
import { messageOf, systemCode, usageError } from '../../base/errors.ts';
import type { ExportFormat } from '../../model/export-format.ts';
import type { DocumentHead } from '../../model/report.ts';
import type { Exporters } from '../../report/export/exporters.ts';
import { SAVED_KINDS } from '../../report/saved/kinds.ts';
import { readSaved } from '../../report/saved/read-saved.ts';
import { deliverReport } from '../deliver-report.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';
import { checkTargets } from '../targets.ts';
import type { TypedOptions } from '../typed-options.ts';

const STDIN = 0;

/** `concur report`: draws a saved document again. @returns the exit code: that of the drawing, not of what was saved */
export async function report(
  file: string | undefined,
  options: TypedOptions,
  output: Output,
): Promise<number> {
  if (file === undefined) {
    throw usageError('report needs a saved document', 'Try concur report FILE.json, or concur report -.');
  }
  const name = file === '-' ? 'what came on stdin' : file;
  const { kind, document } = await readSaved(textOf(file, name), name);
  const { exporters, text, line } = await (SAVED_KINDS[kind] as NonNullable<(typeof SAVED_KINDS)[string]>)();
  const onStdout = checkTargets(options, Object.keys(exporters) as ExportFormat[]);
  const page = await stdoutPage(options.color);
  const draw = options.quiet === true ? line : text;
  // What kind it is was found out only now, and checked: from here on the types hold.
  await deliverReport(document as unknown as DocumentHead<string>, options, output, {
    onStdout,
    exporters: exporters as Exporters<DocumentHead<string>>,
    text: (told) => draw(told as never, page),
  });
  return EXIT.ok;
}

function textOf(file: string, name: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'you may not read it',
    };
    const why = reasons[systemCode(error) ?? ''] ?? messageOf(error);
    throw usageError(`${name} can’t be read: ${why}`, 'Save one with --export json=FILE.');
  }
}
