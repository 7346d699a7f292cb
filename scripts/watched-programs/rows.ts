import type { Row } from './row.ts';
import { NATIVE } from './rows/native.ts';
import { PYTHON } from './rows/python.ts';
import { RUNTIMES } from './rows/runtimes.ts';
import { SHELL } from './rows/shell.ts';

export const ROWS: readonly Row[] = [...PYTHON, ...NATIVE, ...RUNTIMES, ...SHELL];
