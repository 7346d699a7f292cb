import { readFileSync } from 'node:fs';
import { systemCode, usageError } from '../../base/errors/errors.ts';
import { messageOf } from '../../base/errors/read-thrown.ts';
import { formatsOf } from '../../report/formats.ts';
import { readSaved } from '../../report/saved/read-saved.ts';
import { EXIT } from '../exit-codes.ts';
import { checkTargets } from '../output/file/targets.ts';
import { wholeText, writeReport } from '../output/send-report.ts';
import { stdoutStyle } from '../output/text-outlet.ts';
import type { Answer } from '../program/command.ts';

const STDIN = 0;

/** `concur report`: draws a saved document again. @returns the exit code: that of the drawing, not of what was saved */
export const report: Answer = async ({ words: [file], options }, output) => {
  if (file === undefined) {
    throw usageError('report needs a saved document', 'Try concur report FILE.json, or concur report -.');
  }
  const name = file === '-' ? 'the input on stdin' : file;
  const { kind, document } = await readSaved(textOf(file, name), name);
  const format = checkTargets(options, formatsOf(kind));
  await writeReport(kind, document, options, {
    output,
    format,
    async printText(shown) {
      const write = await wholeText(kind, options);
      output.print(write(shown, await stdoutStyle(options.color)));
    },
  });
  return EXIT.ok;
};

function textOf(file: string, name: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'reading it is not permitted',
    };
    const why = reasons[systemCode(error) ?? ''] ?? messageOf(error);
    throw usageError(`${name} can’t be read: ${why}`, 'Save one with --export json=FILE.');
  }
}
