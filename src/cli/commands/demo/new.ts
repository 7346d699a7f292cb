import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import { systemCode } from '../../../base/errors/read-thrown.ts';
import { systemReason } from '../../../base/errors/system-reason.ts';
import { packageRoot } from '../../../base/files/package-root.ts';
import { refusalOf } from '../../../base/refusals/refusal.ts';
import { printableLine } from '../../../base/text/printable.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { answerDocument } from '../../documents/answer-document.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Answer } from '../../program/command.ts';

const TEMPLATE = 'my-experiment';

/** `concur demo --new NAME`: writes an experiment to begin with. */
export const newExperiment: Answer = async ({ words, options }, output) => {
  const { new: name = TEMPLATE, all, json } = options;
  if (words.length > 0 || all === true) {
    throw usageError(
      '--new writes an experiment and runs none',
      `Type concur demo --new ${name} alone, then concur demo ./${name}.ts.`,
    );
  }
  const file = write(name);
  if (json === true) {
    const body = { thresholds: THRESHOLDS, scenarios: [] };
    output.print(await answerDocument('demo', options, `wrote ${file}`, body));
  } else {
    const shown = printableLine(file);
    output.print(`wrote ${shown}, a complete experiment\nNext: concur demo ${shown}\n`);
  }
  return EXIT.ok;
};

/**
 * Into the working directory.
 * @returns the file, as it is typed: `./NAME.ts`
 * @throws ConcurError (USAGE) where that file is there already, or can't be written
 */
function write(name: string): string {
  const file = `./${name}.ts`;
  const template = readFileSync(join(packageRoot(), 'scenarios', 'template', `${TEMPLATE}.ts`), 'utf8');
  try {
    writeFileSync(file, template.replaceAll(TEMPLATE, name), { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') {
      throw usageError(
        `${file} already exists, and was not changed`,
        'Choose another name, or move the file.',
      );
    }
    throw (
      refusalOf(error) ??
      usageError(`${file} can’t be written: ${systemReason(error)}`, 'Change to a folder that is writable.')
    );
  }
  return file;
}
