import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import { drive } from './drive.mjs';

const [, , workers, , workerType] = process.argv;
const pool = workerpool.pool(fileURLToPath(new URL('workerpool-tiny.cjs', import.meta.url)), {
  minWorkers: Number(workers),
  maxWorkers: Number(workers),
  workerType,
});
await drive((index) => pool.exec('tiny', [index]));
await pool.terminate();
