import { pathToFileURL } from 'node:url';

// Prints what a map's workers have of this program's flags: by engine.
const [, , built, name] = process.argv;
const { parallelMap } = await import(pathToFileURL(built).href);
for (const engine of ['threads', 'processes']) {
  const [seen] = await parallelMap(new URL(`inherits.mjs#${name}`, import.meta.url), 1, { engine });
  process.stdout.write(`${JSON.stringify(seen)}\n`);
}
