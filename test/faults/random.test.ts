import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { terminalMissing } from '../harness/terminal.ts';
import { FaultedRun } from './faulted-run.ts';
import { type RandomFault, randomFault } from './random-faults.ts';
import { isOfCommands } from './subjects.ts';
import { verifyAllDone, verifyAlways } from './verify.ts';

// Faults at any moment, as they come from a seed: CONCUR_FAULT_SEED and CONCUR_FAULTS choose other ones, and more of them.

const SEED = Number(process.env.CONCUR_FAULT_SEED ?? 1);
const COUNT = Number(process.env.CONCUR_FAULTS ?? 300);
const noTerminal = terminalMissing();
tellSkipped('random faults', noTerminal);

let met = 0;
afterAll(() => {
  process.stderr.write(
    `seed ${SEED}: ${met} of ${COUNT} faults met somebody, the others came too early or too late\n`,
  );
});

describe.skipIf(noTerminal !== null)(`faults at random moments (seed ${SEED})`, () => {
  for (let number = 0; number < COUNT; number++) {
    const fault = randomFault(seededRandom(SEED * 1_000_003 + number));
    const { injection, subject, afterMs } = fault;
    it.concurrent(`#${number} ${subject}, ${injection.name} after ${afterMs} ms`, () => survive(fault));
  }
});

/** It ends, leaves nobody behind, gives its terminal back, and where it says that all went well, all has. */
async function survive({ injection, subject, afterMs, chance }: RandomFault): Promise<void> {
  const options = subject.startsWith('map') ? [] : ['--json', '--export', 'json=exports/report.json'];
  const run = await FaultedRun.start(subject, 'short', { options });
  try {
    const parent = await run.pid();
    await run.pause(afterMs);
    if (parent !== null && (await injection.inject(run, parent, chance))) met++;
    const ending = await (injection.takesTerminal === true ? run.endsWithout() : run.end());
    // Whose command fails has a code of its own.
    const codes = isOfCommands(subject) ? [...injection.codes, 4] : injection.codes;
    expect([null, 0, ...codes]).toContain(ending.code);
    verifyAlways(ending, subject);
    if (ending.code === 0) verifyAllDone(ending, subject, 'short');
  } catch (error) {
    expect.fail(`${(error as Error).message}\n${run.said()}`);
  } finally {
    run.close();
  }
}
