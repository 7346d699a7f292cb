import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { NODE } from '../harness/concur.ts';
import { Terminal, terminalMissing } from '../harness/terminal.ts';

const missing = terminalMissing();
if (missing !== null) process.stderr.write(`skipped: watch on a real terminal (${missing})\n`);

const BUSY = join(packageRoot(), 'test/fixtures/programs/busy-threads.mjs');
/** Prints a line now and then, and says at its end how often it was interrupted. */
const TALK = `let n = 0, i = 0; process.on('SIGINT', () => n++);
const t = setInterval(() => { console.log('line', i++); if (i === 40) { clearInterval(t); console.log('interrupted', n); } }, 60)`;

describe.skipIf(missing !== null)('concur watch on a real terminal', () => {
  let terminal: Terminal;
  afterEach(() => terminal.close());
  const open = (columns: number, rows: number) => {
    terminal = new Terminal(columns, rows);
    return terminal;
  };
  const talk = () => terminal.concur(`watch -- '${NODE}' -e "${TALK.replaceAll('\n', ' ')}"`);
  const ROW = /^\S+ +\d+ CPU \d+ +[█▒·A-Z]+ +<?\d+ %/;
  const TOTAL = /^\d\d:\d\d busy \d/;

  it('draws a row per thread at the bottom, and what the command prints scrolls above them', async () => {
    open(100, 24);
    talk();
    await terminal.shows(/^line 25$/);
    const screen = terminal.screen();
    const total = screen.findIndex((line) => TOTAL.test(line));
    expect(total).toBe(screen.length - 1);
    expect(screen.filter((line) => ROW.test(line)).length).toBeGreaterThan(3);
    expect(screen.indexOf('line 25')).toBeLessThan(total);
    const end = await terminal.ends();
    expect(end.some((line) => TOTAL.test(line))).toBe(false);
    expect(end.at(-2)).toBe('[exit 0]');
  });

  it.each([20, 40, 80])('fits %i columns', async (columns) => {
    open(columns, 24).concur(`watch -- '${NODE}' '${BUSY}' 2 1500`);
    const screen = await terminal.shows(TOTAL);
    // A row that wrapped would leave a line that begins like none of them.
    const rows = screen.slice(screen.findIndex((line) => /[█▒·A-Z]{4}/.test(line)));
    for (const line of rows) expect(line).toMatch(/^$|[█▒·A-Z]{4}|^\d\d:\d\d/);
    await terminal.ends();
  });

  it('clips more threads than there is room for, and says how many more', async () => {
    open(80, 16).concur(`watch -- '${NODE}' '${BUSY}' 12 1500`);
    const screen = await terminal.shows(/\+\d+ more/);
    expect(screen.filter((line) => /[█▒·A-Z]{4}/.test(line)).length).toBeLessThanOrEqual(8);
    await terminal.ends();
  });

  it('lets Ctrl-C reach the command once: the terminal has already sent it', async () => {
    open(100, 24);
    talk();
    await terminal.shows(/^line 5$/);
    terminal.key('C-c');
    const screen = await terminal.ends();
    expect(terminal.history()).toContain('interrupted 1');
    expect(screen.at(-2)).toBe('[exit 0]');
  });

  it('gives the terminal back when it is killed: everything scrolls again', async () => {
    open(100, 24).type('kill_it() { sleep 1; pkill -9 -P $$ -f "watch --"; }; kill_it &');
    talk();
    await terminal.shows(TOTAL);
    await terminal.ends();
    await delay(300);
    terminal.type('clear; seq 1 60; echo over');
    const screen = await terminal.shows(/^over$/);
    // All 24 rows belong to the shell: 22 numbers, the word, and the prompt.
    expect(screen.slice(0, 2)).toEqual(['39', '40']);
    expect(await terminal.orphans()).toEqual([]);
  });

  it('leaves no rows behind when the terminal changes its size', async () => {
    open(100, 24);
    talk();
    await terminal.shows(TOTAL);
    terminal.resize(60, 14);
    await delay(500);
    terminal.resize(90, 30);
    await delay(500);
    const screen = terminal.screen();
    expect(screen.filter((line) => TOTAL.test(line))).toHaveLength(1);
    const end = await terminal.ends();
    expect(end.some((line) => TOTAL.test(line))).toBe(false);
  });

  it('gives the rows back while it is stopped with Ctrl-Z, and takes them again', async () => {
    open(100, 40);
    talk();
    await terminal.shows(TOTAL);
    terminal.key('C-z');
    await terminal.shows(/Stopped/);
    expect(terminal.screen().some((line) => TOTAL.test(line))).toBe(false);
    terminal.type('fg');
    await terminal.shows(TOTAL);
    await terminal.shows(/^interrupted 0$/);
  });
});
