import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pMapIterable } from 'p-map';
import hashRow from './hash-row.cjs';

// The lines of a file with p-map: so many at a time as there would be workers, and all of them on one thread.
const [, , workers, input, output] = process.argv;
const lines = createInterface({ input: createReadStream(input) });
const hashLine = (line) => JSON.stringify(hashRow(JSON.parse(line)));
const out = createWriteStream(output);
for await (const text of pMapIterable(lines, hashLine, { concurrency: Number(workers) })) {
  if (!out.write(`${text}\n`)) await once(out, 'drain');
}
out.end();
