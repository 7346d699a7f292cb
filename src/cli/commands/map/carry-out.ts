import { usageError } from '../../../base/errors/errors.ts';
import { printableJson } from '../../../base/text/json-text.ts';
import type { DurableFile } from '../../../map/journal/disk.ts';
import { orLost } from '../../../map/journal/output-lost.ts';
import { overwrite } from '../../../map/journal/resume.ts';
import {
  type FileMap,
  type MappedFile,
  type MapTools,
  mapOnce,
  mapResumably,
} from '../../../map/lines/map-files.ts';
import type { Output } from '../../output.ts';
import type { AskedMap } from './ask.ts';
import { openSource } from './source.ts';

/** What was found, and whether the next run can go on from there. */
export interface Mapped extends MappedFile {
  readonly isResumable: boolean;
}

/** Reads, does and writes it, as the files at hand allow. */
export async function carryOut(
  asked: AskedMap,
  call: FileMap['call'],
  { restart, journal }: { readonly restart: boolean; readonly journal: boolean },
  tools: MapTools,
  output: Output,
): Promise<Mapped> {
  const source = await openSource(asked.input);
  const map = { ...asked, call };
  const { files } = asked;
  if (source.kind === 'file' && files !== null) {
    try {
      const found = await mapResumably(map, source.file, files, restart, tools);
      return { ...found, isResumable: true };
    } finally {
      await source.file.close();
    }
  }
  if (journal) {
    const hint = 'Save the inputs in a file first.';
    throw usageError(`--journal is of no use: ${asked.input} is a pipe, which can’t be read again`, hint);
  }
  const file =
    files === null
      ? onStdout(output, call.signal)
      : await orLost(asked.output, () => overwrite(files.output, tools.disk, restart));
  const input = source.kind === 'file' ? source.file : source.pipe;
  const found = await mapOnce(
    map,
    input,
    { file, name: asked.output === '-' ? 'stdout' : asked.output },
    tools,
  );
  return { ...found, isResumable: false };
}

/** What was printed can’t be taken back. */
function onStdout(output: Output, stop: AbortSignal): DurableFile {
  return {
    append: (bytes) => output.printPatiently(printableJson(Buffer.from(bytes).toString()), stop),
    flush: async () => {},
    cut: async () => {},
    close: async () => {},
  };
}
