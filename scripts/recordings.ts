import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

/** A part of the README that a command printed. */
export interface Recording {
  readonly command: string;
  /** The paragraphs that are shown, from 1; null shows all. */
  readonly paragraphs: readonly number[] | null;
  /** Whether its words, not only its figures, depend on the machine. */
  readonly isOfOneMachine: boolean;
  /** From its opening comment to its closing one. */
  readonly block: string;
}

const BLOCK =
  /<!-- recorded( on one machine)?: (.*?)(?:; paragraphs (\d+(?:, \d+)*))? -->\n[\s\S]*?<!-- end -->/g;

export function recordings(readme: string): Recording[] {
  return [...readme.matchAll(BLOCK)].map(([block, onOneMachine, command = '', paragraphs]) => ({
    command,
    paragraphs: paragraphs?.split(', ').map(Number) ?? null,
    isOfOneMachine: onOneMachine !== undefined,
    block,
  }));
}

/** The block that a recording's command makes now. */
export function recordAgain({ command, paragraphs, block }: Recording): string {
  const concur = join(packageRoot(), 'dist', 'bin', 'concur.cjs');
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', COLUMNS: '80' };
  const args = [concur, ...command.split(' ')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`concur ${command} ended with ${status}: ${stderr}`);
  // Where stdout is the watched command’s, the report is on stderr.
  const printed = chosen(stdout === '' ? stderr : stdout, paragraphs);
  const [opening] = block.split('\n', 1);
  return `${opening}\n\`\`\`\n$ concur ${command}\n${printed}\n\`\`\`\n<!-- end -->`;
}

/** Some paragraphs of a text, with … for what is left out between and behind them. */
export function chosen(text: string, wanted: readonly number[] | null): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  return paragraphs
    .map((paragraph, index) => (wanted === null || wanted.includes(index + 1) ? paragraph : '…'))
    .join('\n\n')
    .replace(/(\n*…)+(\n\n)?/g, '\n…\n')
    .trim();
}

/** The titles of a block's tables: lines of words in columns, which are the same on every machine. */
export function titlesOf(block: string): string[] {
  return block
    .split('\n')
    .filter((line) => /^[a-z][^\d.:;,%]*$/.test(line) && /\S {2,}\S/.test(line))
    .flatMap((line) => line.split(/ {2,}/));
}

/**
 * What stays the same from run to run, on a busy machine too: the words and their order, without figures and bars.
 * Neighbours may change a trial's kind and leave claims open; they never make one false.
 */
export function shapeOf(block: string): string {
  return (
    block
      .replace(/(\d+: [<>]?\d+ %(, )?)+/g, '@ ')
      // On how many cores the workers were seen may differ, and a quiet trial has no strips at all.
      .replace(/(?:CPU \d+ +\|[^|]*\|\n)+[\s\S]*?(?=█ running)/g, '')
      // What else ran on the machine.
      .replace(/, held back by [\s\S]*?(?=\nworker)/g, '')
      .replace(/[█▒·]{4,}/g, 'BAR')
      .replace(/[<>]?\d[\d.,]*\s*(ns|us|ms|s|k|M|G|T)?(?![\w-])/g, '#')
      .replace(/#( ?[-,+/] ?#)+/g, '#')
      // Which of its own threads Node names depends on its version.
      .replace(/Node itself adds[\s\S]*?(?=\n\n)/, '')
      .replace(/(PARALLEL|STARVED|SERIALISED|WAITING|MIXED)(\s\([^)]*\))?/g, 'KIND')
      .replace(/^[✔?] /gm, 'MARK ')
      .replace(/INCONCLUSIVE {2}because [^`]*/, 'HOLDS because all # claims hold\n')
      .replace(/\s+/g, ' ')
  );
}
