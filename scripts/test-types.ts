import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installLocked } from './locked-packages.ts';
import { withOwnPackage } from './own-package.ts';

// Whether programs find the types of this package where they find its code. It is of ES modules alone: CommonJS requires
// them since Node 20.19, and what is older isn't supported.

const attw = join(installLocked('types'), 'node_modules/@arethetypeswrong/cli/dist/index.js');
const { status } = withOwnPackage((file) =>
  spawnSync(process.execPath, [attw, '--profile', 'esm-only', file], { stdio: 'inherit' }),
);
process.exit(status ?? 1);
