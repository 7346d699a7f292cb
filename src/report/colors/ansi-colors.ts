import { Chalk } from 'chalk';
import type { Colors } from '../style/output-style.ts';

/** A terminal's sixteen colours, as its theme has them. Loading chalk takes milliseconds: only who wants colour does. */
export const ANSI_COLORS: Colors = new Chalk({ level: 1 });
