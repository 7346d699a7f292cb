import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** Where a process is in a network: its address there, and the words before a command that has it run there. */
export interface NetworkPlace {
  readonly address: string;
  readonly within: readonly string[];
}

let made = 0;

/** Real network namespaces, each with a link to one bridge: nobody outside can reach their addresses. Gone with the test. */
export class Network {
  readonly hub: NetworkPlace;
  readonly #name = `concur-${process.pid}-${++made}`;
  readonly #nodes: string[] = [];

  /** Why there can be none here; null where there can. */
  static missing(): string | null {
    const name = `concur-${process.pid}-probe`;
    try {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'add', 'bridge', 'type', 'bridge');
      return null;
    } catch (error) {
      return `no network namespaces can be had here: ${(error as Error).message.split('\n').at(-2)}`;
    } finally {
      remove(name);
    }
  }

  constructor() {
    const name = this.#name;
    onTestFinished(() => [...this.#nodes, name].forEach(remove));
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
    ip('-n', name, 'link', 'add', 'bridge', 'type', 'bridge');
    this.hub = this.#address(name, 'bridge', 1);
  }

  /** @returns a place of its own, whose link may be cut */
  node(): NetworkPlace & { link(state: 'up' | 'down'): void } {
    const number = this.#nodes.length + 2;
    const [hub, name, link] = [this.#name, `${this.#name}-${number}`, `link${number}`];
    this.#nodes.push(name);
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
    ip('-n', hub, 'link', 'add', link, 'type', 'veth', 'peer', 'name', 'hub', 'netns', name);
    ip('-n', hub, 'link', 'set', link, 'master', 'bridge', 'up');
    return {
      ...this.#address(name, 'hub', number),
      link: (state) => ip('-n', hub, 'link', 'set', link, state),
    };
  }

  #address(name: string, device: string, number: number): NetworkPlace {
    const address = `10.77.0.${number}`;
    ip('-n', name, 'address', 'add', `${address}/24`, 'dev', device);
    ip('-n', name, 'link', 'set', device, 'up');
    return { address, within: ['ip', 'netns', 'exec', name] };
  }
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: 'pipe' });
}

function remove(name: string): void {
  try {
    ip('netns', 'del', name);
  } catch {
    // It never came to be.
  }
}
