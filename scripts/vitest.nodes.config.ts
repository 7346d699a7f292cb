import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { packageRoot } from '../src/base/files/package-root.ts';
import { beside, long, programs, reporters } from '../vitest.config.ts';

/** Folders of Nodes, separated by colons: each of these runs the command line. */
const folders = (process.env.CONCUR_TEST_NODES ?? '').split(':');
const FILES = ['test/cli', 'test/workloads'];

// All of them in one run: the files of one are begun while the last ones of another go on.
export default defineConfig({
  test: {
    reporters,
    projects: folders.map((folder) => ({
      root: packageRoot(),
      test: {
        name: basename(folder),
        include: [...programs, ...long].flatMap((files) => FILES.map((part) => files.replace('test', part))),
        env: { CONCUR_TEST_NODE: `${folder}/bin/node` },
        ...beside,
      },
    })),
  },
});
