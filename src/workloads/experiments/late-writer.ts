import { writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

// The helper of start-helper: a file, some time from now. It runs as a thread or as a process of its own.
const [, , fileArgument, delayArgument] = process.argv;
const { file, delayMs } = workerData ?? { file: fileArgument, delayMs: Number(delayArgument) };

setTimeout(() => writeFileSync(file, `written by ${process.pid}\n`), delayMs);
