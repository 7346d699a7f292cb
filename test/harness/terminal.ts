import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CONCUR, cleanEnvironment, MARK, NODE, orphansOf } from './concur.ts';

/** Whether there is a real terminal to test on, and if not, why. */
export function terminalMissing(): string | null {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'tmux is not installed';
  }
}

/** A real pseudo-terminal with a shell in it, drawn by tmux: tests look at its screen, not at bytes. */
export class Terminal {
  readonly mark = randomUUID();
  readonly #socket = `concur-${this.mark}`;

  constructor(columns: number, rows: number) {
    const size = ['-x', `${columns}`, '-y', `${rows}`];
    this.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, 'bash --norc --noprofile');
    this.#tmux('set-option', '-g', 'window-size', 'manual');
    this.type(`export ${MARK}=${this.mark}; PS1='$ '; clear`);
  }

  /** Types a command line of concur into the shell; what follows it is told apart by its exit code. */
  concur(line: string): void {
    this.type(`clear; '${NODE}' '${CONCUR}' ${line}; echo "[exit $?]"`);
  }

  type(text: string): void {
    this.#tmux('send-keys', text, 'Enter');
  }

  key(name: string): void {
    this.#tmux('send-keys', name);
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', `${columns}`, '-y', `${rows}`);
  }

  /** The screen's lines, without blank ones at its end. */
  screen(): string[] {
    return this.#tmux('capture-pane', '-p').trimEnd().split('\n');
  }

  /** The same with the escape codes of its colours. */
  styled(): string {
    return this.#tmux('capture-pane', '-p', '-e');
  }

  /** The screen and all that has scrolled off it. */
  history(): string[] {
    return this.#tmux('capture-pane', '-p', '-S', '-').trimEnd().split('\n');
  }

  /** The same as it was written: a line that the terminal had to wrap is one. */
  lines(): string[] {
    return this.#tmux('capture-pane', '-p', '-J', '-S', '-').trimEnd().split('\n');
  }

  get cursorIsVisible(): boolean {
    return this.#tmux('display-message', '-p', '#{cursor_flag}').trim() === '1';
  }

  /** All that a program can leave changed: what tmux says of the screen, and the settings of the line (stty). */
  modes(): string {
    const flags = ['cursor', 'insert', 'keypad', 'keypad_cursor', 'mouse_any', 'origin', 'wrap'];
    const names = [...flags.map((flag) => `${flag}_flag`), 'alternate_on'];
    const place = ['pane_tty', 'pane_height', 'scroll_region_upper', 'scroll_region_lower'];
    const format = [...place, ...names].map((name) => `#{${name}}`).join(' ');
    const said = this.#tmux('display-message', '-p', format).trim().split(' ');
    const [tty = '', height, upper, lower, ...values] = said;
    const line = execFileSync('stty', ['-g', '-F', tty], { encoding: 'utf8' }).trim();
    const scrollsAll = Number(upper) === 0 && Number(lower) === Number(height) - 1;
    return [
      ...names.map((name, index) => `${name}=${values[index]}`),
      `scrolls_all=${scrollsAll}`,
      line,
    ].join(' ');
  }

  /** Has every byte that is written to it from now on written to a file as well. */
  record(file: string): void {
    this.#tmux('pipe-pane', `cat > '${file}'`);
  }

  /** Resolves with the screen once a line of it matches. */
  async shows(pattern: RegExp, withinMs = 20_000): Promise<string[]> {
    for (let waited = 0; waited < withinMs; waited += 50) {
      const screen = this.screen();
      if (screen.some((line) => pattern.test(line))) return screen;
      await delay(50);
    }
    throw new Error(`the screen never showed ${pattern}:\n${this.screen().join('\n')}`);
  }

  /** Resolves with the screen when the command has ended. */
  ends(): Promise<string[]> {
    return this.shows(/^\[exit \d+\]$/);
  }

  /** What is left of the commands that ran in it. */
  orphans(withinMs?: number): Promise<string[]> {
    return orphansOf(this.mark, withinMs);
  }

  close(): void {
    try {
      this.#tmux('kill-server');
    } catch {
      // It ends by itself when its shell does.
    }
  }

  #tmux(...args: string[]): string {
    const env = { ...cleanEnvironment(), TERM: 'xterm-256color' };
    return execFileSync('tmux', ['-u', '-L', this.#socket, ...args], {
      encoding: 'utf8',
      env,
      stdio: 'pipe',
    });
  }
}
