import type { Screen } from '../live/view.ts';

/** The terminal that stderr is. @param write what writes there */
export function stderrScreen(write: (text: string) => void): Screen {
  const stream = process.stderr;
  return {
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write,
    onResize(changed) {
      stream.on('resize', changed);
      return () => stream.off('resize', changed);
    },
  };
}
