import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, NODE } from '../harness/concur.ts';
import { Terminal, terminalMissing } from '../harness/terminal.ts';

const missing = terminalMissing();
tellSkipped('learn on a real terminal', missing);

const PROMPT = /What do you expect\?/;

describe.skipIf(missing !== null)('concur learn on a real terminal', () => {
  let terminal: Terminal;
  afterEach(() => terminal.close());
  const open = (columns: number, command: string, variables = '') => {
    terminal = new Terminal(columns, 40);
    terminal.type(`export XDG_STATE_HOME='${temporaryFolder()}' ${variables}`);
    terminal.concur(command);
    return terminal;
  };

  it.each([40, 80])('asks with keys, and answers by the run, in %i columns', async (columns) => {
    open(columns, 'learn process');
    await terminal.shows(PROMPT);
    for (const line of terminal.screen()) expect(line.length).toBeLessThanOrEqual(columns);
    terminal.key('Enter');
    const screen = await terminal.ends();
    expect(screen.some((line) => /^[✔✘?] (not )?(as you said|decided)/.test(line))).toBe(true);
    expect(screen.some((line) => /^Why /.test(line))).toBe(true);
    expect(screen.at(-2)).toBe('[exit 0]');
  });

  it('lets the learner choose each of two threads’ steps', async () => {
    open(80, 'learn threading-library');
    await terminal.shows(/Choose the order of the six steps/);
    for (const step of ['load', 'add', 'store']) {
      await terminal.shows(new RegExp(`A: ${step}`));
      terminal.key('Enter');
    }
    for (const step of ['load', 'add', 'store']) {
      await terminal.shows(new RegExp(`[●>] *B: ${step}`));
      terminal.key('Enter');
    }
    await terminal.shows(/Both additions count/);
    await terminal.shows(PROMPT);
    terminal.key('C-c');
    expect((await terminal.ends()).at(-2)).toBe('[exit 130]');
  });

  it('has no colour where none is wanted, and is left with Escape', async () => {
    open(80, 'learn process', 'NO_COLOR=1');
    await terminal.shows(PROMPT);
    expect(terminal.styled()).not.toMatch(/\u001b\[[\d;]*3\d/);
    terminal.key('Escape');
    expect((await terminal.ends()).at(-2)).toBe('[exit 130]');
  });

  it('leaves the terminal as it was where a signal ends the prompt', async () => {
    terminal = new Terminal(80, 40);
    const line = `timeout --foreground --preserve-status 5 '${NODE}' '${CONCUR}' learn process`;
    terminal.type(`clear; ${line}; echo "[exit $?]"`);
    await terminal.shows(PROMPT);
    expect(terminal.cursorIsVisible).toBe(false);
    expect((await terminal.ends()).at(-2)).toBe('[exit 143]');
    expect(terminal.cursorIsVisible).toBe(true);
  });

  it('asks in ASCII where the locale has no more', async () => {
    open(80, 'learn process', 'LC_ALL=C');
    await terminal.shows(PROMPT);
    expect(terminal.screen().join('\n')).toMatch(/^[\n -~]+$/);
    expect(terminal.screen().some((line) => line.includes("The child's value, at once"))).toBe(true);
    terminal.key('Escape');
    await terminal.ends();
  });

  it('asks before one experiment with demo --ask, which is shown as ever', async () => {
    open(80, 'demo processes --ask --quick --no-progress');
    await terminal.shows(PROMPT);
    terminal.key('Enter');
    await terminal.ends();
    const lines = terminal.lines();
    expect(lines.some((line) => line.startsWith('processes: '))).toBe(true);
    expect(lines.some((line) => /^You said /.test(line))).toBe(true);
  });

  it('waits for a teacher before it answers, and prints large', async () => {
    open(80, 'learn process --teacher --no-progress');
    await terminal.shows(PROMPT);
    terminal.key('Enter');
    await terminal.shows(/What did the kernel see\?/);
    expect(terminal.screen().some((line) => /^Why /.test(line))).toBe(false);
    terminal.key('Enter');
    await terminal.ends();
    const lines = terminal.lines();
    const at = lines.findIndex((line) => line.startsWith('You said'));
    expect([at > 0, lines[at + 1]]).toEqual([true, '']);
  });
});
