import { platform } from 'node:os';
import { describe, expect, it } from 'vitest';
import { tellSkipped } from '../harness/cgroup.ts';
import { concur } from '../harness/concur.ts';
import { checkDocument, compareDocument } from '../harness/documents.ts';

const here =
  platform() === 'linux' ? 'Linux tells more: test/linux/cores-without-sys.test.ts hides /proc there' : null;
tellSkipped('what is known outside of Linux', here);

// .github/workflows/ci.yml runs these on macOS and Windows.
describe.skipIf(here !== null)('outside of Linux', () => {
  it('busy is known, by the CPU time of the processes, and queued isn’t', async () => {
    const ended = await concur(['compare', 'threads', 'processes', '--quick', '--json', '--no-progress']);
    for (const { r, d } of compareDocument(ended).results) {
      expect(r).toBeGreaterThan(0);
      expect(d).toBeNull();
    }
  });

  it('threads are found to be parallel, or it stays open, and never fails', async () => {
    const { checks } = checkDocument(await concur(['check', '--only', 'threads,processes', '--json']));
    expect(checks.map(({ id }) => id)).toEqual(['threads', 'processes']);
    for (const { outcome } of checks) expect(['pass', 'inconclusive']).toContain(outcome);
  });

  it('an experiment says what it can’t see', async () => {
    const { code, stdout } = await concur(['demo', 'threads', '--no-progress']);
    expect(code).toBe(0);
    expect(stdout).toContain(`${platform()} has no /proc`);
  });
});
