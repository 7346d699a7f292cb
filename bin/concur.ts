#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { compiledCodeFolder, enableCompileCache } from '../src/base/files/compile-cache.ts';
import { EXIT } from '../src/cli/exit-codes.ts';
import { asksForVersion, ownWords } from '../src/cli/own-words.ts';
import { leave } from '../src/cli/program/leave.ts';
import { Chunks } from '../src/cli/start/chunks.ts';
import { CodeCache } from '../src/cli/start/code-cache.ts';
import { folderOfBuild } from '../src/cli/start/code-file.ts';

const STDOUT = 1;

declare const VERSION: string;
/** The mark of the build at the end of each file that is loaded from here. */
declare const BUILD_ID: string;

const own = ownWords(process.argv.slice(2));
if (asksForVersion(own)) printVersion();
const folder = compiledCodeFolder(process.env);
const cache = folder === null ? null : new CodeCache(folderOfBuild(folder, BUILD_ID), own);
const chunks = new Chunks(__dirname, BUILD_ID, { require, importModule }, (name) => cache?.codeOf(name));
process.once('exit', (code) => {
  // What ended in an error was of no use; 1 is a finding.
  if (code <= 1) cache?.keep(chunks.compiled);
});
const { main } = chunks.load('main.cjs') as typeof import('../src/cli/main.ts');
main(process.argv);

/** What our files import() that Node loads: packages, and the user’s modules. Its own parts are compiled. */
function importModule(specifier: string): Promise<unknown> {
  if (folder !== null && !specifier.startsWith('node:')) enableCompileCache(process.env, folder);
  return import(specifier);
}

/** Scripts ask for it often: nothing is loaded for it. Where it can’t be written, main says so. */
function printVersion(): void {
  try {
    writeSync(STDOUT, `${VERSION}\n`);
  } catch {
    return;
  }
  leave(EXIT.ok);
}
