import type { RunEvent } from '../../model/trial/events.ts';

/** Draws a run while it goes on. Never throws, and never writes anywhere but to the stream that it was given. */
export interface View {
  take(event: RunEvent): void;
  /** Ends whatever is being drawn and leaves the cursor at the start of a free line. May be called more than once. */
  close(): void;
}

/** Where a view writes: process.stderr, or something that stands in for it. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Calls `changed` when the size changes. Returns what stops that. */
  onResize(changed: () => void): () => void;
}
