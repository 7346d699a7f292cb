import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/base/files/package-root.ts';
import { addNode } from './standalone/add-node.ts';
import { addPackage } from './standalone/add-package.ts';
import { writeExecutable } from './standalone/executable.ts';
import { missingFor, targetFor } from './standalone/target.ts';

// One file with Node and this package in it, for machines that have neither. docs/install.md says how it starts.

const { values: options } = parseArgs({ options: { arch: { type: 'string', default: process.arch } } });
const target = targetFor(options.arch);
const missing = missingFor(target);
if (missing !== null) {
  process.stderr.write(`linux-${target.arch} can’t be built here. Type: ${missing}\n`);
  process.exit(1);
}
const cache = join(packageRoot(), 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const files = mkdtempSync(join(cache, 'standalone-files-'));
process.on('exit', () => rmSync(files, { recursive: true, force: true }));
addPackage(target, files);
const glibc = addNode(target, files);
const folder = join(packageRoot(), 'standalone');
mkdirSync(folder, { recursive: true });
const file = join(folder, `concur-linux-${target.arch}`);
writeExecutable(target, files, glibc, file);
process.stdout.write(`${file} (needs glibc ${glibc} or newer)\n`);
