import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, systemCode, usageError } from '../../base/errors.ts';
import { packageRoot } from '../../base/package-root.ts';
import { demoReport } from '../documents.ts';
import { machineOrNull } from '../error-document.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import type { TypedOptions } from '../typed-options.ts';

const TEMPLATE = 'my-experiment';

/** `concur demo --new NAME`: writes an experiment to begin with. @returns the exit code */
export async function newExperiment(
  names: readonly string[],
  options: TypedOptions & { readonly new: string },
  output: Output,
): Promise<number> {
  if (names.length > 0 || options.all === true) {
    throw usageError(
      '--new writes an experiment, and runs none',
      `Type concur demo --new ${options.new} alone, then concur demo ./${options.new}.ts.`,
    );
  }
  const startedAt = new Date();
  const file = write(options.new);
  if (options.json === true) {
    const exit = { code: EXIT.ok, reason: `wrote ${file}` };
    const head = { startedAt, machine: await machineOrNull(), options: { ...options }, warnings: [], exit };
    output.print(`${JSON.stringify(demoReport(head, []), null, 2)}\n`);
  } else {
    output.print(`wrote ${file}, an experiment that holds as it is\nNext: concur demo ${file}\n`);
  }
  return EXIT.ok;
}

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
        `${file} is there already, and is left as it is`,
        'Choose another name, or move it away.',
      );
    }
    throw usageError(
      `${file} can’t be written: ${messageOf(error)}`,
      'Go to a folder that you may write to.',
    );
  }
  return file;
}
