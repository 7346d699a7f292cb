const { setTimeout: delay } = require('node:timers/promises');

// A unit that waits ten milliseconds: what a map of many takes longer is not the CPUs’ doing.
module.exports = async (n) => {
  await delay(10);
  return n;
};
