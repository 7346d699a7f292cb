// How long we wait for workers, and for what they leave behind. How long a trial’s worker may take to leave is in its slot.

/** When nobody has become ready for this long, nobody else will: a starting Node can deadlock for ever. */
export const START_MS = 5_000;

/** A worker of a map that is told to leave has this long for what it still has open. */
export const MAP_LEAVE_MS = 500;

/** After a process has ended, this long is enough for what it sent to arrive; a helper of its own may hold the pipe. */
export const LAST_WORDS_MS = 200;
