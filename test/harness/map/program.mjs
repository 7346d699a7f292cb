import { pathToFileURL } from 'node:url';

// A program of its own: maps as its arguments say, and prints what came of it.
const [, , built, name, units, options] = process.argv;
const { parallelMap } = await import(pathToFileURL(built).href);
const work = new URL(`work.mjs#${name}`, import.meta.url);
try {
  const values = await parallelMap(work, Number(units), JSON.parse(options));
  process.stdout.write(`${JSON.stringify(values)}\n`);
} catch (error) {
  process.stdout.write(`rejected: ${error.message}\n`);
}
