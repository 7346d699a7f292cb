import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import hashRow from './hash-row.cjs';

// What somebody writes who has one core: a loop over the lines of a file.
const [, , input, output] = process.argv;
const out = createWriteStream(output);
for await (const line of createInterface({ input: createReadStream(input) })) {
  if (!out.write(`${JSON.stringify(hashRow(JSON.parse(line)))}\n`)) await once(out, 'drain');
}
out.end();
