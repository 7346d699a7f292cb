import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { drive } from './drive.mjs';

const [, , workers, , runtime] = process.argv;
const pool = new Tinypool({
  filename: fileURLToPath(new URL('tiny.cjs', import.meta.url)),
  runtime,
  minThreads: Number(workers),
  maxThreads: Number(workers),
  concurrentTasksPerWorker: runtime === 'child_process' ? 1 : 64,
});
await drive((index) => pool.run(index));
await pool.destroy();
