import { usageError } from '../../base/errors/errors.ts';
import { readOutside } from '../../base/files/read-outside.ts';
import type { DocumentHead } from '../../model/documents/report.ts';
import type { WatchReport } from '../../model/documents/watch.ts';
import { formatsOf } from '../../report/formats.ts';
import { readSaved } from '../../report/saved/read-saved.ts';
import { EXIT } from '../exit-codes.ts';
import { checkHasCases, checkTargets } from '../output/file/targets.ts';
import { wholeText, writeReport } from '../output/send-report.ts';
import { stdoutStyle } from '../output/text-outlet.ts';
import type { Answer } from '../program/command.ts';

/** `concur report`: draws a saved document again. @returns the exit code: that of the drawing, not of what was saved */
export const report: Answer = async ({ words: [file], options }, output) => {
  if (file === undefined) {
    throw usageError('report needs a saved document', 'Try concur report FILE.json, or concur report -.');
  }
  const name = file === '-' ? 'the input on stdin' : file;
  const text = await readOutside(file, name, 'Save one with --export json=FILE.');
  const { kind, document } = await readSaved(text, name);
  const format = checkTargets(options, formatsOf(kind));
  checkHasCases(options.export, kind !== 'watch' || hasRequirements(document));
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

function hasRequirements(document: DocumentHead<string>): boolean {
  return (document as WatchReport).requirements.length > 0;
}
