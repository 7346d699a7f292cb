import { expect, it } from 'vitest';
import { usageError } from '../../src/base/errors/errors.ts';
import { errorReport } from '../../src/cli/error-report.ts';

const HOSTILE = 'x\u001b]0;PWN\u0007\u009b31m\u202e\n::error::y\r##[add-mask]z';

it('shows what an error quotes as text, its hint and its stack too', async () => {
  const bug = Object.assign(new Error(HOSTILE), { stack: `Error: ${HOSTILE}\n    at ::x` });
  for (const error of [usageError(HOSTILE, HOSTILE), bug, HOSTILE]) {
    const { stderr } = await errorReport(error, ['report', '--debug']);
    expect(stderr).toContain('\\x1b]0;PWN\\x07');
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^\s*::|##\[/m);
  }
});

it('writes no control character into its document, and loses none', async () => {
  for (const typed of [
    ['report', '--json'],
    ['report', '--json-stream'],
  ]) {
    const { stdout } = await errorReport(usageError(HOSTILE), typed);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[/);
    expect(stdout).toContain(JSON.stringify(HOSTILE).slice(1, 8));
    const { error, report } = JSON.parse(stdout);
    expect((error ?? report.error).message).toBe(HOSTILE);
  }
});
