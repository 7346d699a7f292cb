import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { allowedHere, tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, NODE, Run } from '../harness/concur.ts';
import { compareDocument, coresDocument } from '../harness/documents.ts';

const allowed = allowedHere();

/** Why nothing can be mounted over /sys and /proc, or null where it can. */
function mountMissing(): string | null {
  try {
    execFileSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs none /sys'], { stdio: 'pipe' });
    return null;
  } catch {
    return 'no mount namespace can be made: that needs root and unshare';
  }
}

const missing = mountMissing();
tellSkipped('cores without /sys and /proc', missing);

const HIDDEN = [['/sys'], ['/proc'], ['/sys', '/proc']];

/** Runs concur where these folders are empty, as in a chroot into which nobody has mounted them. */
function without(folders: readonly string[], ...args: readonly string[]) {
  const mounts = folders.map((folder) => `mount -t tmpfs none ${folder}`).join(' && ');
  return new Run(['unshare', '-m', 'sh', '-c', `${mounts} && exec "$@"`, 'sh', NODE, CONCUR, ...args]).end();
}

describe.skipIf(missing !== null).each(HIDDEN.map((folders) => ({ folders })))(
  'without $folders',
  ({ folders }) => {
    it('cores knows how many CPUs are ours', async () => {
      const report = coresDocument(await without(folders, 'cores', '--no-measure', '--json'));
      expect(report.effectiveCpus).toBe(allowed.length);
      expect(report.recommendedWorkers).toBe(allowed.length);
      expect(report.counts.allowedCpus).toBe(allowed.length);
      expect(report.machine?.allowedCpus).toHaveLength(allowed.length);
      const codes = report.warnings.map(({ code }) => code);
      expect(codes.includes('AFFINITY_UNKNOWN')).toBe(folders.includes('/proc'));
    });

    it('check counts them, too', async () => {
      const { code, stdout } = await without(folders, 'check', '--only', 'cpus', '--quick', '--no-progress');
      expect(stdout).toMatch(/workers? recommended/);
      expect([0, 1, 3]).toContain(code);
    });

    it('compare has busy from the processes’ CPU time where no thread’s is told', async () => {
      const ended = await without(folders, 'compare', 'threads', 'processes', '--quick', '--json');
      const { results } = compareDocument(ended);
      for (const { r, d } of results) {
        expect(r).toBeGreaterThan(0);
        expect(d === null).toBe(folders.includes('/proc'));
      }
    });

    it('demo says what it can’t see, and never that a claim fails', async () => {
      const { code, stdout, stderr } = await without(folders, 'demo', 'threads', '-w', '2', '--no-progress');
      expect(`${stdout}${stderr}`).not.toContain('bug in concur');
      expect(stdout).toMatch(folders.includes('/proc') ? /INCONCLUSIVE/ : /HOLDS|INCONCLUSIVE/);
      expect(code).toBe(0);
    });
  },
);
