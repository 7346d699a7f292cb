import { pathToFileURL } from 'node:url';

// A program that uses parallelMap as its users do. It prints the sum of all answers, or why there is none.
const [, , built, file, name, units, options] = process.argv;
const { parallelMap } = await import(pathToFileURL(built).href);
try {
  const answers = await parallelMap(`${file}#${name}`, Number(units), JSON.parse(options));
  process.stdout.write(`${JSON.stringify({ sum: answers.reduce((sum, answer) => sum + answer, 0) })}\n`);
} catch (error) {
  process.stderr.write(`rejected: ${error.message}\n`);
  process.exitCode = 1;
}
