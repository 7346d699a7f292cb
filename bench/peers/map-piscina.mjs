import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { drive } from './drive.mjs';

const threads = Number(process.argv[2]);
const pool = new Piscina({
  filename: fileURLToPath(new URL('tiny.cjs', import.meta.url)),
  minThreads: threads,
  maxThreads: threads,
  concurrentTasksPerWorker: 64,
});
await drive((index) => pool.run(index));
await pool.destroy();
