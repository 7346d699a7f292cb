// A worker’s own cells, by name. A bundler writes a module’s constants as numbers: of an object, V8 would read a property for each unit.

/** Of a batch: the index of the unit that is being done, plus one; 0 between units. */
export const at = 0;
/** The last claim: from this index … */
export const from = 1;
/** … to before this one. */
export const to = 2;
/** Units answered in shared memory, by this worker and those whom it replaces. */
export const done = 3;
/** Of a claim: what makes `done` the index of the unit that is being done. So a unit is one step of one cell, and a claim, too. */
export const base = 4;

/** What stands for the base where nothing is claimed. */
export const NO_BASE = Number.POSITIVE_INFINITY;
