import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../src/base/files/package-root.ts';
import { PAGES } from '../fixtures/prose.ts';

// What we tell people and runners to fetch is named so that nobody else can give it.

const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => `${folder}/${file}`);
const WORKFLOWS = filesIn('.github', /\.ya?ml$/);
const SOURCES = ['src', 'scenarios', 'scripts', 'bin'].flatMap((folder) => filesIn(folder, /\.ts$/));
const LOCKS = ['package-lock.json', 'bench/package-lock.json', 'scripts/nodes/package-lock.json'];
const textOf = (file: string) => readFileSync(join(packageRoot(), file), 'utf8');

const PINNED = `concur-cli@${packageVersion()}`;
/** Ours by its package and version; or what the project at hand has installed, and nothing else. */
const SAFE_NPX = [`npx --yes ${PINNED} `, 'npx --no -- '];

/** Commands that fetch or run a package, where its name could be anybody’s. */
function loose(text: string): string[] {
  const commands =
    text.match(/\b(npx|npm (exec|x|init|create)|bunx|pnpm (dlx|exec)|yarn dlx) +[^\s`,;)(.].*/g) ?? [];
  const installs =
    text.match(/\b(npm (i|install|add)|yarn (global )?add|pnpm add|bun add) .*concur.*/g) ?? [];
  return [
    ...commands.filter((command) => !SAFE_NPX.some((safe) => command.startsWith(safe))),
    ...installs.filter((command) => !command.includes(PINNED) && !command.includes('npm pack')),
  ];
}

/** Actions by something that can be moved: all but a commit. */
function movable(text: string): string[] {
  const uses = [...text.matchAll(/^\s*(?:- )?uses: *(.*)$/gm)].map(([, what = '']) => what);
  return uses.filter((what) => !/^[\w-]+\/[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what));
}

describe.each([...PAGES, ...WORKFLOWS, '.ci/run'])('%s', (file) => {
  it('names each package with its version, and each action by its commit', () => {
    expect(loose(textOf(file))).toEqual([]);
    expect(movable(textOf(file))).toEqual([]);
  });

  it('leaves no token behind where it checks something out', () => {
    const steps = textOf(file).split(/^\s*- (?=uses:)/m);
    const checkouts = steps.filter((step) => step.startsWith('uses: actions/checkout@'));
    expect(checkouts.filter((step) => !step.includes('persist-credentials: false'))).toEqual([]);
  });
});

it('the source, too, names each package with its version', () => {
  expect(SOURCES.flatMap((file) => loose(textOf(file)))).toEqual([]);
});

it.each(WORKFLOWS)('%s may read and nothing else', (file) => {
  expect(textOf(file).match(/^ *permissions:.*\n(?: +.*\n)*?(?=\S)/gm)).toEqual([
    'permissions:\n  contents: read\n',
  ]);
});

it.each(WORKFLOWS)('%s has no expression in a shell’s line', (file) => {
  const scripts = textOf(file).match(/^ *(?:- )?run:.*(?:\n {10,}.*)*/gm) ?? [];
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});

it('the workflow for others runs nothing of theirs', () => {
  const text = textOf('.github/workflows/runner.yml');
  expect(text).toMatch(/^ +repository: \$\{\{ inputs\.repository \|\| github\.repository }}$/m);
  expect(text).toMatch(/^ +ref: \$\{\{ inputs\.ref \|\| github\.sha }}$/m);
  expect(text.match(/required: true/g)).toHaveLength(2);
});

it.each(LOCKS)('%s has a hash of each package, and no address', (file) => {
  const packages = Object.entries<Record<string, unknown>>(JSON.parse(textOf(file)).packages);
  const fetched = packages.filter(([path, { link }]) => path !== '' && link !== true);
  expect(fetched.filter(([, { integrity }]) => typeof integrity !== 'string').map(([path]) => path)).toEqual(
    [],
  );
  expect(fetched.filter(([, entry]) => 'resolved' in entry).map(([path]) => path)).toEqual([]);
});

it('finds what is loose', () => {
  expect(
    loose('`npx concur list`\nnpm install -D concur-cli\nnpx --package=concur-cli -- concur list'),
  ).toHaveLength(3);
  expect(movable('  - uses: actions/checkout@v4\n  uses: x/y@main')).toHaveLength(2);
});
