/**
 * What comes in by callbacks, from workers for example, and is taken out one by one.
 *
 * @since 0.1.0
 */
export interface Inbox<T> {
  /** Adds an item at the end. */
  readonly put: (item: T) => void;
  /** The first failure is thrown by `take` once all items are out. */
  readonly fail: (error: unknown) => void;
  /** Nothing more will come. */
  readonly close: () => void;
  /** The next item, waited for; `undefined` when the inbox is closed and empty. */
  readonly take: () => Promise<T | undefined>;
}

/**
 * An empty inbox for one reader.
 *
 * @returns functions that can be passed on by themselves
 * @example
 * ```ts
 * import { createInbox } from "@cmb/core";
 * const inbox = createInbox<string>();
 * setTimeout(() => inbox.put("done"), 5);
 * await inbox.take(); // => "done"
 * ```
 * @since 0.1.0
 */
export function createInbox<T>(): Inbox<T> {
  const waiting: T[] = [];
  let failure: { readonly error: unknown } | undefined;
  let isClosed = false;
  let wake = (): void => {};
  return {
    put: (item) => {
      waiting.push(item);
      wake();
    },
    fail: (error) => {
      failure ??= { error };
      wake();
    },
    close: () => {
      isClosed = true;
      wake();
    },
    take: async () => {
      while (waiting.length === 0 && failure === undefined && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const next = waiting.shift();
      if (next === undefined && failure !== undefined) throw failure.error;
      return next;
    },
  };
}
