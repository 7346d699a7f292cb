import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { allowedHere, Group, limitMissing, namespaceMissing, tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, NODE } from '../harness/concur.ts';
import { coresDocument } from '../harness/documents.ts';

const SCRIPT = join(packageRoot(), 'test', 'fixtures', 'sysroot', 'capture.sh');
const noGroup = limitMissing('cpu');
const noNamespace = noGroup ?? namespaceMissing();
tellSkipped('cores with real weights', noGroup);
tellSkipped('cores with weights that are hidden', noNamespace);

const setShares = (folder: string, shares: number) => writeFileSync(join(folder, 'cpu.shares'), `${shares}`);

/** A group of 256 shares beside one of 768, both below one of their own. */
function weightedPair() {
  const parent = new Group('cpu');
  const own = new Group('cpu', parent);
  const beside = join(parent.path, 'neighbour');
  mkdirSync(beside);
  onTestFinished(() => rmdirSync(beside));
  setShares(own.path, 256);
  setShares(beside, 768);
  return { parent, own };
}

const report = async ({ own }: { own: Group }, ...args: string[]) =>
  coresDocument(await own.concur('cores', '--no-measure', '--json', ...args));

describe.skipIf(noGroup !== null)('a real group of 256 shares beside one of 768', () => {
  it('gets a quarter of what the group above gets', async () => {
    const groups = weightedPair();
    const { share, effectiveCpus, machine } = await report(groups);
    expect(share).toMatchObject({
      version: 1,
      weight: 256,
      path: `${groups.own.path}/cpu.shares`,
      basis: 'siblings',
      levels: [
        { siblings: 1, fraction: 0.25 },
        { path: `${groups.parent.path}/cpu.shares`, weight: 1024 },
      ],
    });
    const above = share?.levels[1]?.fraction ?? Number.NaN;
    expect(share?.guaranteedCpus).toBeCloseTo((machine?.onlineCpus ?? 0) * above * 0.25, 6);
    expect(share?.guaranteedCpus).toBeLessThanOrEqual(effectiveCpus ?? 0);
  });

  it('gets no more than a quota leaves it', async () => {
    const groups = weightedPair();
    groups.own.quota(0.1);
    const { share, effectiveCpus } = await report(groups);
    expect(effectiveCpus).toBe(0.1);
    expect(share?.guaranteedCpus).toBeLessThanOrEqual(0.1);
  });

  it('is captured with what is beside it, but not with its name', async () => {
    const groups = weightedPair();
    const folder = join(temporaryFolder(), 'captured');
    expect((await groups.own.start('sh', SCRIPT, folder).end()).code).toBe(0);
    const { share } = await report(groups, '--sysroot', folder);
    expect(share).toMatchObject({ weight: 256, levels: [{ siblings: 1, fraction: 0.25 }, {}] });
    expect(readdirSync(folder, { recursive: true }).join('\n')).not.toContain('neighbour');
  });
});

describe.skipIf(noNamespace !== null || allowedHere().length < 2)('seen from a cgroup namespace', () => {
  it('our own weight isn’t guessed from what is mounted outside', async () => {
    const { own } = weightedPair();
    const command = [NODE, CONCUR, 'cores', '--no-measure', '--json'];
    const { share } = coresDocument(await own.start('unshare', '--cgroup', ...command).end());
    expect(share).toBeNull();
  });
});
