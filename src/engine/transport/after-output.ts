/** Passes messages on in their order. */
export interface Passage<Message> {
  take(message: Message): void;
  /** Passes on what still waits. */
  end(): void;
}

/**
 * Passes messages on, and those that follow output not before that is here. It was written before the message was sent,
 * so it is read in the turn of the event loop in which the message is, or in the next.
 */
export function afterOutput<Message>(
  followsOutput: (message: Message) => boolean,
  pass: (message: Message) => void,
): Passage<Message> {
  const waiting: Message[] = [];
  const wait = () => setImmediate(() => setImmediate(passNext));
  function passNext(): void {
    const [first, ...rest] = waiting.splice(0);
    if (first !== undefined) pass(first);
    for (const message of rest) take(message);
  }
  function take(message: Message): void {
    if (waiting.length === 0 && !followsOutput(message)) return pass(message);
    if (waiting.push(message) === 1) wait();
  }
  return {
    take,
    end() {
      for (const message of waiting.splice(0)) pass(message);
    },
  };
}
