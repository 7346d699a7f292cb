import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build, type Plugin } from 'rolldown';
import { BUILT_IN_NAMES } from '../src/workloads/catalog/built-in.ts';
import { workloadSource } from '../src/workloads/index.ts';
import { namesIn, writeRegistries } from './registries.ts';
import { writeSchemas } from './schemas.ts';

// One file each, without imports between them: a worker that starts reads one file, and CommonJS spares it the start
// of the ESM loader. The command line is split only where a command is loaded on demand.
const WORKERS = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('-entry.ts'))
  .map((file) => `src/${file}`)
  .map((input) => ({ input, file: `dist/worker/${basename(input, '-entry.ts')}.cjs` }));
/** A user's function, and what Node 20 loads on a thread of its own to find what a user's module imports. */
const USER = ['call', 'resolve-hook'].map((name) => `src/workloads/user/${name}.ts`);
const WORKLOADS = [
  ...[...namesIn('src/workloads/experiments'), ...BUILT_IN_NAMES].map(workloadSource),
  ...USER,
].map((input) => ({
  input,
  file: `dist/workloads/${basename(input, '.ts')}.cjs`,
}));
// These find their own files beside themselves, or are large and seldom needed.
const external = ['piscina', 'systeminformation', 'tsx/cjs/api', 'tsx/esm/api'];

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

/** What every command needs. */
const PROGRAM =
  /\/commander\/|src\/cli\/(program|options|output)\/|src\/report\/(screen\/|(formats|kinds|terminal|style\/(palette|glyphs|layout|page))\.ts)|src\/stats\/thresholds/;
/** What `cores` alone needs, or shares with commands that take longer. */
const CORES =
  /src\/cli\/commands\/cores\/|src\/machine\/(reported-cpus\/(?!ask)|read-cores|topology)|src\/stats\/recommend\.ts|src\/model\/machine\/topology/;
/** What `compare` and `scale` need, and nobody else. */
const SERIES =
  /src\/run\/series|src\/stats\/(samples|scaling|engines)\/|src\/workloads\/(catalog|parse-workload)|src\/base\/(canonical|compare-results)|src\/report\/(document\/(compare|scale|series)\/|words\/(recommendation|scaling))|src\/cli\/commands\/(series|compare|scale)/;
/** What makes text of a report: the documents, but those of a series, and the terminal’s format. */
const TEXT = /src\/report\/(document|words|timeline|style\/three-part-bar|format\/(text|cells|json))/;
/** What is loaded of the user's is in nobody's way. */
const SCENARIOS = /\/scenarios\/[\w-]+\.ts$|src\/(scenario-api|stats|model|workloads(?!\/user\/))\//;
const RUN =
  /src\/machine\/follow|src\/run\/(?!measure|check-session|left-behind|assert|judge-parallel)|src\/engine\/(?!adapters\/|fake|observer|progress\/|transport\/(?:thread|hear-port|fork|wrappers))/;

await writeRegistries();
rmSync('dist', { recursive: true, force: true });
for (const { input, file } of [...WORKERS, ...WORKLOADS]) {
  await build({ input, platform: 'node', external, output: { file, format: 'cjs', codeSplitting: false } });
}
await build({
  input: { concur: 'bin/concur.ts' },
  platform: 'node',
  external,
  plugins: [leanCommander],
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist/bin',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // Names stay, for stack traces.
    minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
    // Few files: opening one more costs a third of a millisecond, and `demo` waits for all of its own.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        // Before all others, so that none of it is loaded with anything else.
        { name: 'html', test: /src\/report\/format\/html/ },
        { name: 'base', test: /src\/(base(?!\/shape)|model)\// },
        { name: 'program', test: PROGRAM },
        {
          name: 'machine',
          test: /src\/cli\/setting\/here|src\/machine\/(?!host|reported-cpus|read-cores|follow|topology\/(?!cpu|cores))/,
        },
        { name: 'cores', test: CORES },
        { name: 'threads', test: /src\/engine\/(?:adapters\/threads|transport\/(?:thread|hear-port))\.ts$/ },
        { name: 'processes', test: /src\/engine\/(?:adapters\/processes|transport\/fork)\.ts$/ },
        { name: 'series', test: SERIES },
        { name: 'text', test: TEXT },
        { name: 'formats', test: /src\/report\/format\// },
        { name: 'scenarios', test: SCENARIOS },
        { name: 'run', test: RUN },
      ],
    },
  },
});
await build({
  input: 'src/index.ts',
  platform: 'node',
  external,
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: 'index.js',
    // What is loaded on demand alone: bars, colours.
    chunkFileNames: 'index/[name].js',
  },
});
await buildHtmlAssets();
writeSchemas('dist/schema');
// npm makes it executable when it installs; a rebuild must not undo that.
chmodSync('dist/bin/concur.cjs', 0o755);
// Not on stdout: `npm pack --silent` builds, and prints the tarball's name there.
process.stderr.write(
  `built ${[...WORKERS, ...WORKLOADS].map(({ file }) => basename(file)).join(', ')}, concur, index\n`,
);

/** What every HTML report carries in itself: its script, with the charts’ library, and its style sheet. */
async function buildHtmlAssets(): Promise<void> {
  const licence = readFileSync('node_modules/uplot/LICENSE', 'utf8');
  await build({
    input: 'src/report/browser/page.ts',
    platform: 'browser',
    output: {
      file: 'dist/html/page.js',
      format: 'iife',
      minify: true,
      banner: `/*! Charts: uPlot, https://github.com/leeoniya/uPlot\n${licence}*/`,
    },
  });
  const styles = ['node_modules/uplot/dist/uPlot.min.css', 'src/report/browser/page.css'];
  mkdirSync('dist/html', { recursive: true });
  writeFileSync('dist/html/page.css', styles.map((file) => readFileSync(file, 'utf8')).join('\n'));
}
