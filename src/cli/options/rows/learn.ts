import type { OptionRow } from './row.ts';

/** The course: where answers come from, and how it is shown. */
export const LEARN_OPTIONS = {
  answers: {
    flags: '--answers <file>',
    description: 'answers from a JSON file (- is stdin), not from keys',
    of: ['learn'],
    parse: (text) => text,
  },
  teacher: {
    flags: '--teacher',
    description: 'for a room: prints large, waits before each answer',
    of: ['learn'],
  },
  reset: { flags: '--reset', description: 'begin the course anew', of: ['learn'] },
  ask: { flags: '--ask', description: 'ask what you expect before it runs', of: ['demo'] },
} as const satisfies Readonly<Record<string, OptionRow>>;
