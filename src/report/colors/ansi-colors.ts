import { Chalk } from 'chalk';
import type { Colors } from '../style/output-style.ts';

const chalk = new Chalk({ level: 1 });

/** A terminal's sixteen colours, as its theme has them. Loading chalk takes milliseconds: only who wants colour does. */
export const ANSI_COLORS: Colors = {
  // Chalk joins all that it is called with, and `map` calls with three.
  bold: (text) => chalk.bold(text),
  dim: (text) => chalk.dim(text),
  red: (text) => chalk.red(text),
  green: (text) => chalk.green(text),
  yellow: (text) => chalk.yellow(text),
  cyan: (text) => chalk.cyan(text),
};
