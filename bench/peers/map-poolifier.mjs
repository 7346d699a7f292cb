import { fileURLToPath } from 'node:url';
import { FixedThreadPool } from 'poolifier';
import { drive } from './drive.mjs';

const pool = new FixedThreadPool(
  Number(process.argv[2]),
  fileURLToPath(new URL('poolifier-tiny.mjs', import.meta.url)),
);
await drive((index) => pool.execute(index));
// At times its destroy() never settles; what is measured has been printed by now.
process.exit(0);
