import { type ParallelMapError, poolClosed } from '../map/error.ts';
import { readMapInputs } from '../map/inputs.ts';
import { openWorkforce } from '../map/open-workforce.ts';
import {
  checkPoolCall,
  checkPoolOptions,
  checkPoolStream,
  readWorkforceRequest,
  type WorkforceRequest,
} from '../map/request.ts';
import type { Workforce } from '../map/workforce.ts';
import type {
  MapWorkerOptions,
  ParallelMapInputs,
  ParallelMapOutcome,
  PoolCallOptions,
  PoolStreamOptions,
  StreamedOutcome,
  StreamedValue,
} from '../model/parallel-map.ts';
import { type ApiMapView, openMapView } from './map-view.ts';
import { inOptions } from './option-hints.ts';
import type { StreamInputs } from './parallel-map-stream.ts';
import { streamValues } from './stream-values.ts';

/** Workers that stay between calls: `using pool = createPool(…)`, or close it yourself. */
export interface Pool<Output = unknown, Input = unknown> extends Disposable, AsyncDisposable {
  /** As `parallelMap`. Calls at the same time share the workers. */
  map(
    inputs: ParallelMapInputs<Input>,
    options: PoolCallOptions & { readonly onError: 'collect' },
  ): Promise<ParallelMapOutcome<Output, ParallelMapError>[]>;
  map(
    inputs: ParallelMapInputs<Input>,
    options?: PoolCallOptions & { readonly onError?: 'raise' },
  ): Promise<Output[]>;
  map(
    inputs: ParallelMapInputs<Input>,
    options: PoolCallOptions,
  ): Promise<Output[] | ParallelMapOutcome<Output, ParallelMapError>[]>;
  /** As `parallelMapStream`. */
  stream(
    inputs: StreamInputs<Input>,
    options: PoolStreamOptions & { readonly onError: 'collect' },
  ): AsyncGenerator<StreamedOutcome<Output, ParallelMapError>, void, void>;
  stream(
    inputs: StreamInputs<Input>,
    options?: PoolStreamOptions & { readonly onError?: 'raise' },
  ): AsyncGenerator<StreamedValue<Output>, void, void>;
  stream(
    inputs: StreamInputs<Input>,
    options: PoolStreamOptions,
  ): AsyncGenerator<StreamedValue<Output> | StreamedOutcome<Output, ParallelMapError>, void, void>;
  /** Lets the workers go; calls that aren’t over reject. Resolves when none is left. */
  close(): Promise<void>;
}

/**
 * Keeps workers with a module's function, so that many calls pay for their start once. They start with the first call.
 *
 * @param moduleUrl `new URL('./work.js#name', import.meta.url)`, or a path with an optional `#name` (else the default export)
 * @throws TypeError for wrong arguments
 */
export function createPool<Output = unknown, Input = unknown>(
  moduleUrl: URL | string,
  options: MapWorkerOptions = {},
): Pool<Output, Input> {
  checkPoolOptions(options);
  return new ApiPool(readWorkforceRequest(moduleUrl, options), options) as unknown as Pool<Output, Input>;
}

interface Opened {
  readonly workforce: Workforce;
  readonly view: ApiMapView;
}

class ApiPool {
  readonly #request: WorkforceRequest;
  readonly #options: MapWorkerOptions;
  #opened: Promise<Opened> | null = null;
  #closed: Promise<void> | null = null;

  constructor(request: WorkforceRequest, options: MapWorkerOptions) {
    this.#request = request;
    this.#options = options;
  }

  async map(inputs: ParallelMapInputs<unknown>, options: PoolCallOptions = {}): Promise<unknown[]> {
    checkPoolCall(options);
    const units = readMapInputs(inputs);
    const { workforce, view } = await this.#open();
    const { onError = 'raise' } = options;
    const call = { onError, signal: this.#signalOf(options), onProgress: view.onProgress };
    try {
      const answers = await workforce.run(units, call);
      for (const failure of answers.failures()) view.failures.add(failure);
      return onError === 'collect' ? answers.outcomes() : answers.values();
    } catch (error) {
      const worded = inOptions(error);
      view.failures.add(worded);
      throw worded;
    }
  }

  stream(
    inputs: StreamInputs<unknown>,
    options: PoolStreamOptions = {},
  ): AsyncGenerator<unknown, void, void> {
    checkPoolStream(options);
    const signal = this.#signalOf(options);
    return streamValues(inputs, signal === null ? options : { ...options, signal }, async () => {
      return { ...(await this.#open()), isOwn: false };
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.dispose](): void {
    void this.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    // Why it couldn’t be opened was said to who called it.
    const opened = await this.#opened?.catch(() => null);
    if (opened == null) return;
    const report = await opened.workforce.report();
    await opened.workforce.close();
    opened.view.end(report);
  }

  #open(): Promise<Opened> {
    if (this.#closed !== null) return Promise.reject(poolClosed());
    this.#opened ??= openMapView(this.#options, true).then(async (view) => {
      return { workforce: await openWorkforce(this.#request, view.context), view };
    });
    return this.#opened;
  }

  /** A call ends with its own signal, and with the pool’s. */
  #signalOf(call: PoolCallOptions): AbortSignal | null {
    const signals = [this.#options.signal, call.signal].filter((signal) => signal !== undefined);
    return signals.length > 1 ? AbortSignal.any(signals) : (signals[0] ?? null);
  }
}
