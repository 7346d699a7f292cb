import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../src/base/files/package-root.ts';
import type { Scenario } from '../src/model/scenario.ts';

// A program that is bundled can't look into a folder, so what a folder has stands in its index.ts: made here.

interface Registry {
  readonly folder: string;
  /** What its index.ts has to be, by the names of the files beside it. */
  source(names: readonly string[]): string | Promise<string>;
}

export const REGISTRIES: readonly Registry[] = [
  { folder: 'scenarios', source: scenariosSource },
  { folder: 'scenarios/questions', source: questionsSource },
  { folder: 'src/workloads/experiments', source: experimentWorkSource },
];

/** The files of a folder that its index is made of, without their `.ts`. */
export function namesIn(folder: string): string[] {
  const files = readdirSync(join(packageRoot(), folder)).filter((file) => file.endsWith('.ts'));
  const names = files.map((file) => basename(file, '.ts')).filter((name) => name !== 'index');
  return names.sort();
}

/** Where a folder's index is, and what it has to be. */
export async function indexOf({ folder, source }: Registry): Promise<{ path: string; text: string }> {
  const head = '// Made of the files around it by scripts/registries.ts: npm run build writes it anew.\n';
  return { path: join(packageRoot(), folder, 'index.ts'), text: head + (await source(namesIn(folder))) };
}

export async function writeRegistries(): Promise<void> {
  for (const registry of REGISTRIES) {
    const { path, text } = await indexOf(registry);
    // One that is right stays untouched: a test may be reading it.
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
}

/** By their `order`. */
async function scenariosIn(names: readonly string[]): Promise<Scenario[]> {
  const scenarios = await Promise.all(names.map(scenarioIn));
  return scenarios.toSorted((one, other) => (one.order ?? Infinity) - (other.order ?? Infinity));
}

async function scenariosSource(names: readonly string[]): Promise<string> {
  const scenarios = await scenariosIn(names);
  const listed = scenarios.map(({ name }) => ({ name, id: identifier(name) }));
  return `// biome-ignore-all assist/source/organizeImports: as they are listed
import type { Scenario } from '../src/model/scenario.ts';
${listed.map(({ name, id }) => `import ${id} from './${name}.ts';`).join('\n')}

/** Every experiment, by its \`order\`. */
export const SCENARIOS: readonly Scenario[] = [
${listed.map(({ id }) => `  ${id},`).join('\n')}
];
`;
}

/** What is printed of experiments: a list of them needs no code of theirs. */
async function questionsSource(): Promise<string> {
  const rows = (await scenariosIn(namesIn('scenarios'))).map(({ name, question, hypothesis }) =>
    JSON.stringify({ name, question, hypothesis }),
  );
  return `// biome-ignore-all format: as it is made
import type { Scenario } from '../../src/model/scenario.ts';

/** What every experiment asks, by its \`order\`. */
export const QUESTIONS: readonly Pick<Scenario, 'name' | 'question' | 'hypothesis'>[] = [
${rows.map((row) => `  ${row},`).join('\n')}
];
`;
}

async function scenarioIn(name: string): Promise<Scenario> {
  const file = join(packageRoot(), 'scenarios', `${name}.ts`);
  const { default: scenario }: { default: Scenario } = await import(pathToFileURL(file).href);
  if (scenario.name !== name)
    throw new Error(`${file} has the experiment ${scenario.name}: its file is named as it is`);
  return scenario;
}

/** The name that a module has in an index: `core-to-core` is coreToCore. */
function identifier(name: string): string {
  return name.replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase());
}

function experimentWorkSource(names: readonly string[]): string {
  return `
/** What experiments and checks repeat. */
export const EXPERIMENT_WORK = [
${names.map((name) => `  '${name}',`).join('\n')}
] as const;
`;
}
