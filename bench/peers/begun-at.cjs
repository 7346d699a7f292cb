const { setTimeout: delay } = require('node:timers/promises');

// Says that it has begun, and answers a little later with when that was, in ms of Unix time.
module.exports = async () => {
  const begunAt = Date.now();
  process.stdout.write('begun\n');
  await delay(300);
  return begunAt;
};
