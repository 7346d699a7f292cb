import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordAgain, recordings, shapeOf } from '../../scripts/recordings.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';

const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
const comparable = recordings(readme).filter(({ isOfOneMachine }) => !isOfOneMachine);

describe('the README', () => {
  it('has recorded output', () => {
    expect(recordings(readme)).toHaveLength(4);
    expect(comparable).toHaveLength(1);
  });

  it.each(comparable)('shows what “$command” prints (else: npm run readme)', (recording) => {
    expect(shapeOf(recording.block)).toBe(shapeOf(recordAgain(recording)));
  });

  it('would notice a change', () => {
    const block = comparable[0]?.block ?? '';
    expect(shapeOf(block.replace('HOLDS', 'FAILS'))).not.toBe(shapeOf(block));
    expect(shapeOf(block.replace('PID', 'TID'))).not.toBe(shapeOf(block));
  });
});
