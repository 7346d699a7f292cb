import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtFile } from '../../../base/files/package-root.ts';

/** What every page carries in itself: the build made it from src/report/browser. */
export interface Assets {
  readonly script: string;
  readonly style: string;
}

export function readAssets(): Assets {
  return {
    script: readFileSync(builtFile('html', 'page.js'), 'utf8'),
    style: readFileSync(builtFile('html', 'page.css'), 'utf8'),
  };
}

/** How a policy names a script or a style sheet that it allows. */
export function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
