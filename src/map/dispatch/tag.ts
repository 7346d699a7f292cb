// What became of a unit of a map. What threads claim is taken for answered with a number: a tag for each would be written into
// cache lines that others write into at the same time. Whoever knows better opens a unit: its worker, where it answers with
// anything else, and the parent, what a worker that has ended leaves without an answer. All else the parent writes, when the
// message is there.

export const open = 0;
export const number = 1;
export const message = 2;
export const failed = 3;
