import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'rolldown';

// One file each, without imports between them: a worker that starts reads one file, and CommonJS spares it the start
// of the ESM loader. The command line is split only where a command is loaded on demand.
const WORKERS = ['thread', 'fork', 'pool', 'loop'].map((name) => ({
  input: `src/engine/worker/${name}-entry.ts`,
  file: `dist/worker/${name}.cjs`,
}));
const WORKLOADS = ['spin', 'nap', 'greet', 'start-helper', 'late-writer'].map((name) => ({
  input: `src/workloads/${name}.ts`,
  file: `dist/workloads/${name}.cjs`,
}));
// These find their own files beside themselves, or are large and seldom needed.
const external = ['piscina', 'systeminformation'];

rmSync('dist', { recursive: true, force: true });
for (const { input, file } of [...WORKERS, ...WORKLOADS]) {
  await build({ input, platform: 'node', output: { file, format: 'cjs', codeSplitting: false } });
}
await build({
  input: { concur: 'bin/concur.ts' },
  platform: 'node',
  external,
  output: {
    dir: 'dist/bin',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    minify: true,
  },
});
await build({
  input: 'src/index.ts',
  platform: 'node',
  external,
  output: { file: 'dist/index.js', format: 'esm', codeSplitting: false },
});
process.stdout.write(
  `built ${[...WORKERS, ...WORKLOADS].map(({ file }) => basename(file)).join(', ')}, concur, index\n`,
);
