import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Terminal, terminalMissing } from '../harness/terminal.ts';

const missing = terminalMissing();
if (missing !== null) process.stderr.write(`skipped: tests on a real terminal (${missing})\n`);

describe.skipIf(missing !== null)('on a real terminal', () => {
  let terminal: Terminal;
  afterEach(() => terminal.close());
  const open = (columns: number, rows: number) => {
    terminal = new Terminal(columns, rows);
    return terminal;
  };

  it('draws one bar per worker in place and leaves the final ones', async () => {
    open(100, 40).concur('demo multicore -w 2 --steps 10 --step-time 30ms');
    const screen = await terminal.ends();
    const bars = screen.filter((line) => /^Core \d( #\d)? +\d+ %\|/.test(line));
    expect(bars).toHaveLength(2);
    for (const bar of bars) {
      expect(bar).toMatch(/100 %\|█+\| 10\/10 \[00:\d\d<00:00, +\d+\.\d\/s\] CPU \d+ PID \d+$/);
    }
    expect(terminal.cursorIsVisible).toBe(true);
  });

  it('shows what a worker prints above the bars, with its name', async () => {
    open(100, 50).concur('demo threads --quick');
    const screen = await terminal.ends();
    const at = (pattern: RegExp) => screen.findIndex((line) => pattern.test(line));
    expect(at(/^t1: Task 1 assigned to: t1$/)).toBeGreaterThan(0);
    expect(at(/^t2: ID of the process that runs it: \d+$/)).toBeLessThan(at(/^t1 100 %/));
    expect(screen.filter((line) => /^t[12] 100 %\|/.test(line))).toHaveLength(2);
  });

  it('clips more bars than rows, and still shows how many more and the total', async () => {
    open(80, 12).concur('demo multicore -w 40 --steps 60 --step-time 50ms');
    const screen = await terminal.shows(/^\+30 more +[1-9]\d* %\|/);
    expect(screen.filter((line) => /^Core \d+ #\d+ +\d+ %/.test(line))).toHaveLength(10);
    terminal.key('C-c');
    await terminal.ends();
  });

  it.each([20, 40, 80, 120])('fits %i columns, while it runs and at the end', async (columns) => {
    open(columns, 60).concur('demo multicore -w 2 --steps 20 --step-time 50ms');
    const running = await terminal.shows(/^Core 0.* [1-9]\d %/);
    expect(running.filter((line) => /^Core /.test(line)).length).toBe(2);
    await terminal.ends();
    // Bars that wrapped would stand twice.
    expect(terminal.history().filter((line) => /^Core \d +100 %\|/.test(line))).toHaveLength(2);
  });

  it('survives being made narrower and wider while it runs: each bar stands once', async () => {
    open(120, 60).concur('demo multicore -w 2 --steps 50 --step-time 50ms');
    await terminal.shows(/^Core 0.* [1-9]\d %/);
    terminal.resize(40, 60);
    await delay(400);
    const narrow = terminal.screen().filter((line) => /^Core \d/.test(line));
    terminal.resize(100, 60);
    await delay(400);
    const wide = terminal.screen().filter((line) => /^Core \d/.test(line));
    expect([narrow.length, wide.length]).toEqual([2, 2]);
    const end = await terminal.ends();
    expect(end.filter((line) => /^Core \d.*\| 50\/50 /.test(line))).toHaveLength(2);
  });

  it('turns the bar of a failed worker into its reason, and lets the other go on', async () => {
    open(100, 60).concur('demo multicore -w 2 --steps 12 --step-time 30ms --fault throw@4');
    const screen = await terminal.ends();
    expect(
      screen.some((line) => /^Core 0 +33 % FAILED \(CPU 0 PID \d+\): an injected fault/.test(line)),
    ).toBe(true);
    expect(screen.some((line) => /^Core 1 +100 %\|█+\| 12\/12/.test(line))).toBe(true);
    expect(screen.at(-2)).toBe('[exit 1]');
  });

  it.each([40, 80, 100])(
    'Ctrl-C at %i columns: what was measured is printed, each bar stands once',
    async (columns) => {
      open(columns, 90).concur('demo multicore -w 2 2>&1');
      await terminal.shows(/^Core 0 +[1-9]\d* %/);
      terminal.key('C-c');
      const screen = await terminal.ends();
      expect(screen.filter((line) => /^Core 0 +\d+ %/.test(line))).toHaveLength(1);
      expect(screen.join('\n')).toContain('INCONCLUSIVE');
      expect(screen.join('\n')).toContain('[exit 130]');
      expect(terminal.cursorIsVisible).toBe(true);
    },
  );

  it.each(['processes', 'threads'])(
    'leaves nothing behind when the terminal is closed (%s)',
    async (engine) => {
      open(100, 60).concur(`demo multicore -w 2 --engine ${engine}`);
      await terminal.shows(/^Core 0.* [1-9]\d* %\|█/);
      expect(await terminal.orphans(0)).not.toEqual([]);
      terminal.close();
      expect(await terminal.orphans()).toEqual([]);
    },
  );

  it('writes plain lines on a dumb terminal', async () => {
    open(100, 60).type('export TERM=dumb');
    terminal.concur('demo threads --quick --color auto 2>&1 | cat -v; TERM=dumb');
    const screen = await terminal.ends();
    expect(screen.join('\n')).toContain('t1: done');
    expect(screen.join('\n')).not.toContain('^[');
  });
});
