import { log } from 'node:console';
import crypto from 'node:crypto';

// Password, salt, rounds, bytes, hash.
const key = ['', '', 2e6, 32, 'sha1'];
// Two threads of a pool run this C code.
crypto.pbkdf2(...key, () => {});
crypto.pbkdf2(...key, () => {});

process.on('exit', () => {
  const { user } = process.cpuUsage();
  const wall = process.uptime() * 1e6;
  const busy = user / wall;
  log('busy cores:', busy.toFixed(1));
});
