import { readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import { systemCode } from '../../../base/errors/read-thrown.ts';
import { systemReason } from '../../../base/errors/system-reason.ts';
import { packageRoot } from '../../../base/files/package-root.ts';
import { refusalOf } from '../../../base/refusals/refusal.ts';
import { printableLine } from '../../../base/text/printable.ts';
import { THRESHOLDS } from '../../../stats/thresholds.ts';
import { answerDocument } from '../../documents/answer-document.ts';
import { EXIT } from '../../exit-codes.ts';
import { isPythonFile } from '../../options/own-function.ts';
import type { Answer } from '../../program/command.ts';

const TEMPLATE = 'my-experiment';

/** `concur demo --new NAME`: writes an experiment to begin with. */
export const newExperiment: Answer = async ({ words, options }, output) => {
  const { new: name = TEMPLATE, all, json } = options;
  if (words.length > 0 || all === true) {
    throw usageError(
      '--new writes an experiment and runs none',
      `Type concur demo --new ${name} alone, then concur demo ${fileOf(name)}.`,
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

/** TypeScript, unless the name says that it is to be Python. */
function fileOf(name: string): string {
  return isPythonFile(name) ? `./${name}` : `./${name}.ts`;
}

/**
 * Into the working directory.
 * @returns the file, as it is typed: `./NAME.ts`, `./NAME.py`
 * @throws ConcurError (USAGE) where that file is there already, or can't be written
 */
function write(name: string): string {
  const file = fileOf(name);
  const language = extname(file);
  const template = readFileSync(
    join(packageRoot(), 'scenarios', 'template', `${TEMPLATE}${language}`),
    'utf8',
  );
  try {
    writeFileSync(file, template.replaceAll(TEMPLATE, basename(file, language)), { flag: 'wx' });
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
