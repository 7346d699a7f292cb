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

/** What a file begins with, and what it ends with before the mark of its build. */
export const BODY = ['(function(exports,require,module,importModule,__filename,__dirname){', '})//'] as const;

type ImportModule = (specifier: string) => Promise<unknown>;

/** How Node loads what isn’t ours. */
interface NodeLoader {
  require(id: string): unknown;
  readonly importModule: ImportModule;
}

/**
 * Loads the files of the command line as Node’s own loader does, with the code that was compiled before: Node can’t be given
 * any.
 */
export class Chunks {
  readonly #folder: string;
  readonly #build: string;
  readonly #node: NodeLoader;
  readonly #codeOf: (name: string) => Uint8Array | undefined;
  readonly #modules = new Map<string, { exports: object }>();
  readonly #compiled = new Map<string, Compiled>();

  /**
   * @param build the mark of the build that the code is of
   * @param codeOf what was compiled of a file before, or undefined
   */
  constructor(
    folder: string,
    build: string,
    node: NodeLoader,
    codeOf: (name: string) => Uint8Array | undefined,
  ) {
    this.#folder = folder;
    this.#build = build;
    this.#node = node;
    this.#codeOf = codeOf;
  }

  /** What was loaded of this build. */
  get compiled(): ReadonlyMap<string, Compiled> {
    return this.#compiled;
  }

  load(name: string): object {
    const known = this.#modules.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(this.#folder, name);
    // They have ASCII alone, which takes one byte of memory for each character, and no time to decode.
    const source = readFileSync(filename, 'latin1');
    // V8 tells sources apart by their length: after an update below a running program, it would run what is no longer there.
    const isOfBuild = source.endsWith(this.#build);
    const script = new Script(source, { filename, cachedData: isOfBuild ? this.#codeOf(name) : undefined });
    if (isOfBuild) this.#compiled.set(name, script);
    const module = { exports: {} };
    // Files load one another in circles: who comes first gets what there is.
    this.#modules.set(name, module);
    try {
      const body: Body = script.runInThisContext();
      const { importModule } = this.#node;
      body.call(module.exports, module.exports, this.#require, module, importModule, filename, this.#folder);
    } catch (error) {
      // Half of it would pass for all of it.
      this.#modules.delete(name);
      throw error;
    }
    return module.exports;
  }

  readonly #require = (id: string): unknown =>
    id.startsWith('./') ? this.load(id.slice('./'.length)) : this.#node.require(id);
}
