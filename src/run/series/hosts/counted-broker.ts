import type { Broker, SubmitterLine } from '../../../map/hosts/broker.ts';

/** What went through a broker. Bodies are ASCII: a character is a byte. */
export class Counted {
  #chunks = { count: 0, bytes: 0 };
  #answers = { count: 0, bytes: 0 };

  chunk(body: string): void {
    this.#chunks.count++;
    this.#chunks.bytes += body.length;
  }

  answer(body: string): void {
    this.#answers.count++;
    this.#answers.bytes += body.length;
  }

  /** Bytes of a chunk and its answer, on average; null where there was none. */
  get bytesPerChunk(): number | null {
    const [chunks, answers] = [this.#chunks, this.#answers];
    if (chunks.count === 0 || answers.count === 0) return null;
    return chunks.bytes / chunks.count + answers.bytes / answers.count;
  }
}

/** A broker of which what submitters put and are told is counted. */
export function countedBroker(broker: Broker, counted: Counted): Broker {
  return { ...broker, submit: async (settings) => countedLine(await broker.submit(settings), counted) };
}

function countedLine(line: SubmitterLine, counted: Counted): SubmitterLine {
  return {
    put(chunks) {
      for (const { body } of chunks) counted.chunk(body);
      return line.put(chunks);
    },
    on(listener) {
      line.on({
        answer(id, body) {
          counted.answer(body);
          listener.answer(id, body);
        },
        stalled: (id, why) => listener.stalled(id, why),
        host: (state) => listener.host(state),
        line: (isUp, why) => listener.line(isUp, why),
      });
    },
    look: (ids) => line.look(ids),
    list: (run) => line.list(run),
    drop: (ids) => line.drop(ids),
    tell: (order) => line.tell(order),
    clock: () => line.clock(),
    close: () => line.close(),
  };
}
