// What became of a unit of a map. Workers write `number` alone; all else the parent writes, when the message is there.

export const open = 0;
export const number = 1;
export const message = 2;
export const failed = 3;
