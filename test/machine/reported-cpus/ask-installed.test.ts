import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askInstalled, jvmRule } from '../../../src/machine/reported-cpus/ask-installed.ts';
import { cpusReportedHere, NOT_ASKED } from '../../../src/machine/reported-cpus/reported-cpus.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';
import { inputsOf, v2Tree } from '../../fixtures/rule-inputs.ts';

/** A PATH with programs that print what they are told to. */
function programs(printed: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(printed)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { PATH: folder };
}

const JAVA = `echo 'Operating System Metrics:
    Effective CPU Count: 3
openjdk version "21.0.4" 2024-07-16' >&2`;

describe('programs that are installed', () => {
  it('are asked, and their answer is their rule’s or is none', async () => {
    const env = programs({ java: JAVA, Rscript: 'echo 1.44.0 2', python3: 'echo 3.5.1 9' });
    const asked = await askInstalled(await inputsOf(v2Tree(2.25)), env);
    expect(asked.jvm).toMatchObject({ source: 'java 21.0.4', cpus: 3, ruleCpus: 3, basis: 'asked' });
    expect(asked.parallelly).toMatchObject({ source: 'R parallelly 1.44.0', cpus: 2, ruleCpus: 2 });
    expect(asked.loky).toMatchObject({ source: 'loky 3.5.1', cpus: 9, ruleCpus: 8 });
    expect(asked.loky?.rule).toContain('its rule isn’t known');
  });

  it('that are missing, fail or say something else leave their rules', async () => {
    const inputs = await inputsOf(v2Tree(2));
    const none = { jvm: null, parallelly: null, loky: null };
    expect(await askInstalled(inputs, programs({}))).toEqual(none);
    const odd = programs({ java: 'echo no metrics', Rscript: 'echo 1 2; exit 1', python3: 'echo None' });
    expect(await askInstalled(inputs, odd)).toEqual(none);
    const sources = cpusReportedHere(inputs, { ...NOT_ASKED, ...none }).map(({ source }) => source);
    expect(sources.filter((source) => source.startsWith('JVM'))).toHaveLength(3);
  });

  it('take the place of all of their versions’ rules', async () => {
    const inputs = await inputsOf(v2Tree(2));
    const asked = await askInstalled(inputs, programs({ java: JAVA }));
    const sources = cpusReportedHere(inputs, { ...NOT_ASKED, ...asked }).map(({ source }) => source);
    expect(sources.filter((source) => /JVM|java/.test(source))).toEqual(['java 21.0.4']);
  });
});

it.each([
  ['1.8.0_392', 'jvmShares'],
  ['11.0.16', 'jvmShares'],
  ['11.0.17', 'jvmOwn'],
  ['11.0.16.1', 'jvmShares'],
  ['15.0.2', 'jvmShares'],
  ['17', 'jvmShares'],
  ['17.0.4', 'jvmShares'],
  ['17.0.15', 'jvmOwn'],
  ['18.0.1', 'jvmShares'],
  ['18.0.2', 'jvmOwn'],
  ['19', 'jvmOwn'],
  ['23.0.1', 'jvmOwn'],
  ['24-ea', 'jvm24'],
  ['25.0.1', 'jvm24'],
] as const)('JDK %s goes by %s', (version, rule) => {
  expect(jvmRule(version)).toBe(rule);
});
