import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'rolldown';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** Its SPDX identifier. */
  readonly license: string;
  readonly text: string;
}

/** What the bundler adds of its own to a file. */
const RUNTIME = /^\0rolldown\//;
const RULE = `${'-'.repeat(80)}\n`;

/** The packages of which there is code in what was built. */
export class BundledPackages {
  readonly #folders = new Set<string>();

  /** Takes note of every module that gets into a file. */
  readonly plugin: Plugin = {
    name: 'bundled-packages',
    generateBundle: (_, files) => {
      for (const file of Object.values(files)) {
        if (file.type === 'chunk') for (const id of file.moduleIds) this.add(id);
      }
    },
  };

  /** @param module a file, or the bundler’s name of one */
  add(module: string): void {
    const folder = RUNTIME.test(module) ? 'node_modules/rolldown' : packageFolder(module);
    if (folder !== null) this.#folders.add(resolve(folder));
  }

  /** Who holds the rights in them, and what they ask of whoever hands them on. */
  text(): string {
    const packages = [...this.#folders].map(read);
    const order = ({ name, version }: BundledPackage) => `${name} ${version}`;
    packages.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const parts = packages.map(
      ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
    );
    return ['The files in this folder contain code of these packages.\n', ...parts].join(`\n${RULE}\n`);
  }
}

/** Null for what is ours. */
function packageFolder(module: string): string | null {
  return /^.*\/?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? null;
}

function read(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, and has no licence in ${folder}`);
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8') };
}
