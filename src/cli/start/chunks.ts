import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { Compiled } from './code-cache.ts';

/**
 * Each file of ours is a function of what Node gives to a CommonJS file, and of `importModule` in place of `import()`, which Node
 * allows to what it loads itself. The build makes it one: a string that is put together here would be garbage, and V8 would collect it.
 */
type Body = (
  this: object,
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  importModule: ImportModule,
  __filename: string,
  __dirname: string,
) => void;

/** What a file begins with, and what it ends with. */
export const BODY = ['(function(exports,require,module,importModule,__filename,__dirname){', '})'] as const;

export type ImportModule = (specifier: string) => Promise<unknown>;

/** How Node loads what isn’t ours. */
export interface NodeLoader {
  require(id: string): unknown;
  readonly importModule: ImportModule;
}

/**
 * Loads the files of the command line as Node’s own loader does, with the code that was compiled before: Node can’t be given
 * any.
 */
export class Chunks {
  readonly #folder: string;
  readonly #node: NodeLoader;
  readonly #codeOf: (name: string) => Uint8Array | undefined;
  readonly #modules = new Map<string, { exports: object }>();
  readonly #compiled = new Map<string, Compiled>();

  /** @param codeOf what was compiled of a file before, or undefined */
  constructor(folder: string, node: NodeLoader, codeOf: (name: string) => Uint8Array | undefined) {
    this.#folder = folder;
    this.#node = node;
    this.#codeOf = codeOf;
  }

  /** What was loaded. */
  get compiled(): ReadonlyMap<string, Compiled> {
    return this.#compiled;
  }

  load(name: string): object {
    const known = this.#modules.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(this.#folder, name);
    // They have ASCII alone, which takes one byte of memory for each character, and no time to decode.
    const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: this.#codeOf(name) });
    this.#compiled.set(name, script);
    const module = { exports: {} };
    // Files load one another in circles: who comes first gets what there is.
    this.#modules.set(name, module);
    const body: Body = script.runInThisContext();
    const { importModule } = this.#node;
    body.call(module.exports, module.exports, this.#require, module, importModule, filename, this.#folder);
    return module.exports;
  }

  readonly #require = (id: string): unknown =>
    id.startsWith('./') ? this.load(id.slice('./'.length)) : this.#node.require(id);
}
