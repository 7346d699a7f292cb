import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodesIn, manPage, roff } from '../../scripts/man-page.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { optionsOf } from '../../src/cli/options/table.ts';
import { COMMANDS } from '../../src/cli/program/table.ts';
import { findTool } from '../../src/machine/tools.ts';
import { tellSkipped } from '../harness/cgroup.ts';

const exitCodes = exitCodesIn(readFileSync(join(packageRoot(), 'README.md'), 'utf8'));
const page = manPage(COMMANDS, '1.2.3', exitCodes);
const groff = findTool('groff', process.env.PATH ?? '');
const missing = groff === null ? 'groff is not in PATH' : null;
tellSkipped('the manual page, formatted', missing);

describe('the manual page', () => {
  it('has every command with all of its options, its examples, and the exit codes', () => {
    for (const row of COMMANDS) {
      const [section] = page.slice(page.indexOf(`\\fBconcur ${row.name}`)).split(/^\.S[SH]/m);
      for (const [, { flags, description }] of optionsOf(row)) {
        expect(section).toContain(`\n\\fB${roff(flags)}\\fR\n${roff(description)}\n`);
      }
      for (const [typed] of row.examples) expect(page).toContain(`\n\\fB${roff(`concur ${typed}`)}\\fR\n`);
    }
    expect(exitCodes.length).toBeGreaterThan(8);
    for (const [codes, meaning] of exitCodes) expect(page).toContain(`\\fB${codes}\\fR\n${roff(meaning)}\n`);
  });

  it('keeps what roff would take for its own', () => {
    expect(roff('--no-x')).toBe('\\-\\-no\\-x');
    expect(roff(".so /etc/passwd\n'br\na\\b")).toBe("\\&.so /etc/passwd\n\\&'br\na\\eb");
  });

  it.skipIf(missing !== null)('is formatted without a complaint', () => {
    const args = ['-man', '-Kutf8', '-Tutf8', '-ww', '-P-c'];
    // Bold is a letter over itself there.
    const formatted = execFileSync(groff ?? '', args, { input: page, encoding: 'utf8', stdio: 'pipe' });
    const text = formatted.replace(/.[\b]/g, '');
    expect(text).toContain('concur watch [command...]');
    expect(text).toContain('--require');
    expect(() =>
      execFileSync('sh', ['-c', `"$0" ${args.join(' ')} 2>&1 >/dev/null | grep .`, groff ?? ''], {
        input: page,
      }),
    ).toThrow();
  });
});
