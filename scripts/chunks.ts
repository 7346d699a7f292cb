import { join } from 'node:path';
import type { CodeSplittingNameFunction, ModuleInfo } from 'rolldown';
import { packageRoot } from '../src/base/files/package-root.ts';

type InfoOf = (id: string) => Pick<ModuleInfo, 'importedIds'> | null;

/**
 * The command line's files, each with the modules that it is there for. It has all that these import, unless a file above
 * it has that: so a file loads those above it alone, and what isn't wanted yet is in none that is loaded before.
 */
const CHUNKS: readonly (readonly [name: string, roots: readonly string[]])[] = [
  ['main', ['src/cli/main.ts']],
  ['program', ['src/cli/program/program.ts', ...styles('layout', 'glyphs')]],
  ['list', ['src/cli/commands/list.ts']],
  [
    'command',
    [
      'src/cli/program/run-command.ts',
      'src/cli/setting/here.ts',
      'src/cli/outcome-exit.ts',
      'src/stats/recommend.ts',
      'src/base/extremes.ts',
      'src/model/trial/evidence.ts',
    ],
  ],
  [
    'text',
    ['src/report/format/text.ts', ...documents('about', 'section', 'details'), ...styles('time-split')],
  ],
  ['cores', ['src/cli/commands/cores/cores.ts', 'src/report/document/cores/cores.ts']],
  [
    'run',
    [
      'src/run/measure.ts',
      'src/cli/setting/resolve-setting.ts',
      'src/base/kernel-identity.ts',
      'src/base/errors/with-trace.ts',
      'src/engine/permissions.ts',
      'src/stats/samples/bootstrap.ts',
      'src/stats/samples/summary.ts',
      ...adapters('threads', 'processes', 'loop'),
    ],
  ],
  ['lines', ['src/report/live/lines.ts']],
  ['bars', ['src/report/live/bars/bars.ts']],
  ['formats', ['src/cli/output/github.ts', ...formats('csv', 'asciidoc', 'junit', 'tap', 'perfetto')]],
  ['demo', ['src/cli/commands/demo/demo.ts']],
  ['results', ['src/report/document/demo/demo.ts']],
  [
    'python',
    ['src/machine/python-versions.ts', 'src/engine/adapters/python-child.ts', 'src/base/shape/values.ts'],
  ],
  ['user', ['src/cli/commands/demo/experiment/load.ts']],
  ['check', ['src/cli/commands/check/check.ts', 'src/report/document/check.ts']],
  ['watched', ['watched', 'ceiling', 'detached'].map((name) => `src/report/words/${name}.ts`)],
  [
    'watching',
    [
      'src/run/watch/watch-program.ts',
      'src/run/watch/judge-program.ts',
      'src/run/watch/fold.ts',
      'src/run/watch/command/command.ts',
      'src/run/watch/command/streams.ts',
      'src/run/watch/command/reaper.ts',
      'src/cli/commands/watch/target.ts',
    ],
  ],
  ['series', [...series('compare'), ...series('scale')]],
  ['watch', ['src/cli/commands/watch/watch.ts', 'src/report/document/watch/watch.ts']],
];

function styles(...names: string[]): string[] {
  return names.map((name) => `src/report/style/${name}.ts`);
}

function documents(...names: string[]): string[] {
  return names.map((name) => `src/report/document/${name}.ts`);
}

function adapters(...names: string[]): string[] {
  return names.map((name) => `src/engine/adapters/${name}.ts`);
}

function formats(...names: string[]): string[] {
  return names.map((name) => `src/report/format/${name}.ts`);
}

function series(name: string): string[] {
  return [`src/cli/commands/${name}/${name}.ts`, `src/report/document/${name}/${name}.ts`];
}

/** Names the file that a module belongs in, as the bundler asks; null for the rest, which it splits itself. */
export function chunkNames(): CodeSplittingNameFunction {
  let nameOf: ReadonlyMap<string, string> | null = null;
  return (id, graph) => {
    nameOf ??= chunksOf(CHUNKS, (module) => graph.getModuleInfo(module));
    return nameOf.get(id) ?? null;
  };
}

/** @returns each module's file. @throws Error for a root that is no module of the program */
export function chunksOf(chunks: typeof CHUNKS, infoOf: InfoOf): ReadonlyMap<string, string> {
  const nameOf = new Map<string, string>();
  const take = (id: string, name: string) => {
    if (nameOf.has(id)) return;
    nameOf.set(id, name);
    for (const imported of infoOf(id)?.importedIds ?? []) take(imported, name);
  };
  for (const [name, roots] of chunks) {
    for (const root of roots) {
      const id = join(packageRoot(), root);
      if (infoOf(id) === null) throw new Error(`${root} is no module of the program: mend scripts/chunks.ts`);
      take(id, name);
    }
  }
  return nameOf;
}
