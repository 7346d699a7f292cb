// A unit of some ten milliseconds: the same work each time, however long that takes here.
module.exports = (n) => {
  let value = n;
  for (let step = 0; step < 8_500_000; step++) value = (Math.imul(value, 1664525) + 1013904223) | 0;
  return value;
};
