import { log } from 'node:console';
import crypto from 'node:crypto';

let ticks = 0;
const timer = setInterval(() => ticks++, 1);

// Both make a key of a password.
crypto.scryptSync('secret', 'salt', 64);
log('ticks, sync call:', ticks);
crypto.scrypt('secret', 'salt', 64, () => {
  log('ticks, async call:', ticks);
  clearInterval(timer);
});
