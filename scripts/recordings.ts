import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

/** A part of the README that a command printed. */
export interface Recording {
  readonly command: string;
  /** From its opening comment to its closing one. */
  readonly block: string;
}

export function recordings(readme: string): Recording[] {
  return [...readme.matchAll(/<!-- recorded: (.*?) -->\n[\s\S]*?<!-- end -->/g)].map((match) => ({
    command: match[1] as string,
    block: match[0],
  }));
}

/** The block that a command makes now. */
export function runForReadme(command: string): string {
  const concur = join(packageRoot(), 'dist', 'bin', 'concur.cjs');
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', COLUMNS: '100' };
  const printed = execFileSync(process.execPath, [concur, ...command.split(' ')], { encoding: 'utf8', env });
  return `<!-- recorded: ${command} -->\n\`\`\`\n$ concur ${command}\n${printed.trimEnd()}\n\`\`\`\n<!-- end -->`;
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
      .replace(/Node itself adds[\s\S]*?(?=▸)/, '')
      .replace(/(PARALLEL|STARVED|SERIALISED|WAITING|MIXED)(\s\([^)]*\))?/g, 'KIND')
      .replace(/^[✔?] /gm, 'MARK ')
      .replace(/INCONCLUSIVE {2}because [^`]*/, 'HOLDS because all # claims hold\n')
      .replace(/\s+/g, ' ')
  );
}
