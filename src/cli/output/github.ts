import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { ConcurError } from '../../base/errors/errors.ts';
import { systemCode } from '../../base/errors/read-thrown.ts';
import { systemReason } from '../../base/errors/system-reason.ts';
import type { ReportDocument } from '../../report/document/document.ts';
import { env as variableLines } from '../../report/format/env.ts';
import { github, githubOutputs } from '../../report/format/github.ts';
import { markdown } from '../../report/format/markdown.ts';
import type { ExportFormat } from '../../report/formats.ts';
import type { Output } from '../output.ts';

const { O_APPEND, O_CREAT, O_NOCTTY, O_NONBLOCK, O_WRONLY } = constants;

type Env = Readonly<Record<string, string | undefined>>;

/** What stdout gets. */
interface OnStdout {
  /** Null for text. */
  readonly format: ExportFormat | null;
  /** Whether nobody else writes there. */
  readonly isOurs: boolean;
}

/**
 * On GitHub Actions: figures for later steps, without a word.
 * @param setsVariables whether they are for the environment of later steps, too: that changes what those do
 * @returns what kept a file from being written, or null
 */
export function figuresToGithub(
  document: ReportDocument,
  env: Env,
  setsVariables: boolean,
): ConcurError | null {
  if (env.GITHUB_ACTIONS !== 'true') return null;
  return appendAll(env, [
    ['GITHUB_OUTPUT', githubOutputs(document)],
    ...(setsVariables ? [['GITHUB_ENV', variableLines(document)] as const] : []),
  ]);
}

/**
 * On GitHub Actions: the job's summary, outputs for later steps, and annotations.
 * @param stdout where that isn't ours alone, or no text, annotations go to stderr, which the runner reads as well
 * @returns what kept a file from being written, or null: later steps would go on with outputs that aren't there
 */
export function reportToGithub(
  document: ReportDocument,
  output: Output,
  env: Env,
  stdout: OnStdout,
): ConcurError | null {
  if (env.GITHUB_ACTIONS !== 'true') return null;
  const lost = appendAll(env, [
    ['GITHUB_STEP_SUMMARY', `${markdown(document)}\n`],
    ['GITHUB_OUTPUT', githubOutputs(document)],
  ]);
  const annotations = github(document);
  if (annotations !== '' && stdout.format === null && stdout.isOurs) output.print(annotations);
  // Asked for by name, they are on stdout already.
  else if (stdout.format !== 'github') output.notify(annotations);
  return lost;
}

function appendAll(env: Env, texts: readonly (readonly [name: string, text: string])[]): ConcurError | null {
  return together(texts.map(([name, text]) => append(name, text, env)).filter((failure) => failure !== null));
}

function append(name: string, text: string, env: Env): ConcurError | null {
  const file = env[name];
  if (file === undefined || file === '') return null;
  try {
    appendText(file, text);
    return null;
  } catch (error) {
    const isMissing = systemCode(error) === 'ENOENT';
    const why = isMissing ? 'its folder is not there' : systemReason(error);
    return new ConcurError('OUTPUT_LOST', `${name} (${file}) could not be written: ${why}`, {
      hint: `Set ${name} to a file that can be written, or to nothing.`,
      cause: error,
    });
  }
}

/** Waits for no reader: where it is a FIFO that nobody reads, that is an error. */
function appendText(file: string, text: string): void {
  const fd = openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY, 0o666);
  try {
    writeFileSync(fd, text);
  } finally {
    closeSync(fd);
  }
}

function together(lost: readonly ConcurError[]): ConcurError | null {
  const [first, second] = lost;
  if (first === undefined || second === undefined) return first ?? null;
  const hint = 'Set both to files that can be written, or to nothing.';
  return new ConcurError('OUTPUT_LOST', `${first.message}; ${second.message}`, { hint, cause: first.cause });
}
