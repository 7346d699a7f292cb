import { appendFileSync } from 'node:fs';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { printable } from '../../../base/text/printable.ts';
import type { CheckReport } from '../../../model/documents/check.ts';
import { checkDocument } from '../../../report/document/check.ts';
import { github, githubOutputs } from '../../../report/format/github.ts';
import { markdown } from '../../../report/format/markdown.ts';
import type { ExportFormat } from '../../../report/formats.ts';
import type { Output } from '../../output.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * On GitHub Actions: annotations, the job's summary, and outputs for later steps.
 * @param onStdout what stdout gets: where that isn't text, annotations go to stderr, which the runner reads as well
 */
export function reportToGithub(
  report: CheckReport,
  output: Output,
  env: Env,
  onStdout: ExportFormat | null,
): void {
  if (env.GITHUB_ACTIONS !== 'true') return;
  const document = checkDocument(report);
  const annotations = github(document);
  if (annotations !== '' && onStdout === null) output.print(annotations);
  // Asked for by name, they are on stdout already.
  else if (onStdout !== 'github') output.notify(annotations);
  append(env.GITHUB_STEP_SUMMARY, `${markdown(document)}\n`, output);
  append(env.GITHUB_OUTPUT, githubOutputs(document), output);
}

/** What can't be told there is no reason to fail. */
function append(file: string | undefined, text: string, output: Output): void {
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, text);
  } catch (error) {
    output.notify(`concur: ${printable(`${file} could not be written: ${messageOf(error)}`)}\n`);
  }
}
