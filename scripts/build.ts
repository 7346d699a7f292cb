import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'rolldown';
import { packageVersion } from '../src/base/files/package-root.ts';
import { COMMANDS } from '../src/cli/program/table.ts';
import { BODY } from '../src/cli/start/chunks.ts';
import { BUILT_IN_NAMES } from '../src/workloads/catalog/built-in.ts';
import { HOSTS_WORK, workloadSource } from '../src/workloads/index.ts';
import { chunkNames } from './chunks.ts';
import { BundledPackages } from './licences.ts';
import { exitCodesIn, manPage } from './man-page.ts';
import { moveIntoPlace } from './move-into-place.ts';
import { ownImports } from './own-imports.ts';
import { namesIn, writeRegistries } from './registries.ts';
import { writeSchemas } from './schemas.ts';

// Programs may be running from dist: everything is built elsewhere, and moved there when all of it is there.
mkdirSync('node_modules/.cache', { recursive: true });
const OUT = mkdtempSync('node_modules/.cache/build-');
process.on('exit', () => rmSync(OUT, { recursive: true, force: true }));

// One file each, without imports between them: a worker that starts reads one file, and CommonJS spares it the start
// of the ESM loader. What is loaded on demand alone is in another: what a worker needs for code of the user's, and a command.
const WORKERS = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('-entry.ts'),
);
/** A user's function, and what Node 20 loads on a thread of its own to find what a user's module imports. */
const USER = ['call', 'resolve-hook'].map((name) => `src/workloads/user/${name}.ts`);
const WORKLOADS = [
  ...[...namesIn('src/workloads/experiments'), ...HOSTS_WORK, ...BUILT_IN_NAMES].map(workloadSource),
  ...USER,
].map((input) => ({
  input,
  file: `${OUT}/workloads/${basename(input, '.ts')}.cjs`,
}));
/** Names stay, for stack traces. */
const SMALL = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };
// These find their own files beside themselves, or are large and seldom needed; the last two are there only where hosts are wanted.
const external = ['piscina', 'systeminformation', 'tsx/cjs/api', 'tsx/esm/api', 'bullmq', 'ioredis'];

/**
 * Commander loads child_process for subcommands that are programs of their own. We have none of those, and loading it
 * takes a tenth of `concur --help`.
 */
const leanCommander: Plugin = {
  name: 'lean-commander',
  transform(code, id) {
    if (!id.endsWith('/commander/lib/command.js')) return null;
    const lean = code.replace("require('node:child_process')", '{}');
    if (lean === code) throw new Error('commander no longer requires child_process: remove this plugin');
    return lean;
  },
};

/** A CommonJS file has a `require` already: to make another one loads two modules of Node's, and takes a worker 0.4 ms. */
const plainRequire: Plugin = {
  name: 'plain-require',
  transform(code, id) {
    if (!id.endsWith('/engine/worker/our-work.ts')) return null;
    const plain = code
      .replace(/^import .* from 'node:module';$/m, '')
      .replace('createRequire(import.meta.url)', 'require');
    if (plain === code) throw new Error('our-work.ts no longer makes a require: remove this plugin');
    return plain;
  },
};

/** The HTML report's style sheets, each beside what it styles. What a later one says of the same element holds: `media` is last. */
const STYLE_SHEETS = ['colors', 'page', 'section', 'table', 'split-bar', 'figure', 'machine-boxes', 'media'];

/** Enough to tell builds apart. */
const DIGITS = 12;

/** What Node’s permission model refuses before any other file of ours can be read. */
const OWN_FILES = readFileSync('bin/own-files.cjs', 'utf8');

const bundled = new BundledPackages();

await writeRegistries();
for (const file of WORKERS) {
  const name = basename(file, '-entry.ts');
  await build({
    input: { [name]: `src/${file}` },
    platform: 'node',
    external,
    plugins: [plainRequire, bundled.plugin],
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: `${OUT}/worker`,
      format: 'cjs',
      exports: 'named',
      entryFileNames: '[name].cjs',
      chunkFileNames: `${name}-[name].cjs`,
      minify: SMALL,
    },
  });
}
for (const { input, file } of WORKLOADS) {
  await build({
    input,
    platform: 'node',
    external,
    plugins: [bundled.plugin],
    output: { file, format: 'cjs', codeSplitting: false, minify: SMALL },
  });
}
await build({
  input: { main: 'src/cli/main.ts' },
  platform: 'node',
  external,
  plugins: [leanCommander, ownImports, bundled.plugin],
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: `${OUT}/bin`,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    minify: SMALL,
    charset: 'ascii',
    postBanner: BODY[0],
    postFooter: BODY[1],
    // Few files: opening one more costs a third of a millisecond, and `demo` waits for all of its own.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: chunkNames(), debugName: 'command line' }],
    },
  },
});
checkAscii(`${OUT}/bin`);
const BUILD_ID = digestOf(`${OUT}/bin`);
for (const file of readdirSync(`${OUT}/bin`)) appendFileSync(join(OUT, 'bin', file), BUILD_ID);
await build({
  input: 'bin/concur.ts',
  platform: 'node',
  plugins: [bundled.plugin],
  transform: { define: { BUILD_ID: JSON.stringify(BUILD_ID), VERSION: JSON.stringify(packageVersion()) } },
  output: { file: `${OUT}/bin/concur.cjs`, format: 'cjs', minify: SMALL, banner: OWN_FILES },
});
await build({
  input: 'src/index.ts',
  platform: 'node',
  external,
  plugins: [bundled.plugin],
  output: {
    dir: OUT,
    format: 'esm',
    entryFileNames: 'index.js',
    // What is loaded on demand alone: bars, colours.
    chunkFileNames: 'index/[name].js',
  },
});
await buildHtmlAssets();
writeFileSync(join(OUT, 'THIRD-PARTY-LICENSES'), bundled.text());
writeSchemas(join(OUT, 'schema'));
mkdirSync(join(OUT, 'man'));
writeFileSync(
  join(OUT, 'man/concur.1'),
  manPage(COMMANDS, packageVersion(), exitCodesIn(readFileSync('README.md', 'utf8'))),
);
execFileSync('tsc', ['-p', 'tsconfig.types.json', '--outDir', join(OUT, 'types')], { stdio: 'inherit' });
// npm makes it executable when it installs; a rebuild must not undo that.
chmodSync(`${OUT}/bin/concur.cjs`, 0o755);
moveIntoPlace(OUT, 'dist', ['bin/concur.cjs', 'index.js']);
// Not on stdout: `npm pack --silent` builds, and prints the tarball's name there.
process.stderr.write(`built ${readdirSync('dist', { recursive: true }).length} files in dist\n`);

/** @throws Error where a file has another character: it would be read as something else */
function checkAscii(folder: string): void {
  for (const file of readdirSync(folder)) {
    if (readFileSync(join(folder, file)).some((byte) => byte > 127))
      throw new Error(`${file} isn’t ASCII alone`);
  }
}

/** What tells these files from those of another build. */
function digestOf(folder: string): string {
  const digest = createHash('sha256');
  for (const file of readdirSync(folder).sort()) digest.update(file).update(readFileSync(join(folder, file)));
  return digest.digest('hex').slice(0, DIGITS);
}

/** What every HTML report carries in itself: its script, with the charts’ library, and its style sheet. */
async function buildHtmlAssets(): Promise<void> {
  const licence = readFileSync('node_modules/uplot/LICENSE', 'utf8');
  await build({
    input: 'src/report/browser/page.ts',
    platform: 'browser',
    plugins: [bundled.plugin],
    output: {
      file: `${OUT}/html/page.js`,
      format: 'iife',
      minify: true,
      banner: `/*! Charts: uPlot, https://github.com/leeoniya/uPlot\n${licence}*/`,
    },
  });
  const styles = [
    'node_modules/uplot/dist/uPlot.min.css',
    ...STYLE_SHEETS.map((name) => `src/report/format/html/${name}.css`),
  ];
  for (const file of styles) bundled.add(file);
  mkdirSync(`${OUT}/html`, { recursive: true });
  writeFileSync(`${OUT}/html/page.css`, styles.map((file) => readFileSync(file, 'utf8')).join('\n'));
}
