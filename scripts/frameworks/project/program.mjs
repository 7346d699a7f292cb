import * as concur from 'concur-cli';
import { useConcur } from './use.mjs';

try {
  await useConcur(concur);
  process.stdout.write('works\n');
} catch (error) {
  process.stdout.write(`${error.message}\n${error.hint ?? error.stack}\n`);
  process.exitCode = 1;
}
