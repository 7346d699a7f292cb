import { pathToFileURL } from 'node:url';

// A program of its own: calls each function that is named once, in a worker, and prints what came of it.
const [, , built, engine, ...references] = process.argv;
const { parallelMap } = await import(pathToFileURL(built).href);
const results = {};
for (const reference of references) {
  const [value] = await parallelMap(reference, 1, { engine, workers: 1, onError: 'collect' }).catch(
    (error) => [{ reason: error }],
  );
  results[reference] = value.reason === undefined ? value.value : `rejected: ${value.reason.message}`;
}
process.stdout.write(JSON.stringify(results));
