/** Where text goes: `process.stdout`, or what a test collects in. @since 0.1.0 */
export interface TextStream {
  /** Takes text, as a stream of Node does. */
  readonly write: (text: string) => unknown;
  /** Whether a person looks at it as it is written; false unless given. */
  readonly isTTY?: boolean | undefined;
}

/** What a command has besides its arguments. @since 0.1.0 */
export interface CommandContext {
  /** Data. */
  readonly stdout: TextStream;
  /** Everything else: messages, warnings, progress. */
  readonly stderr: TextStream;
  /** What `-` reads in place of a file; nothing unless given. */
  readonly stdin?: AsyncIterable<Uint8Array | string> | undefined;
  /** `TERM` is looked at: a `dumb` terminal gets no progress bar. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Stops the command, which then removes what it has not finished. */
  readonly signal: AbortSignal;
}
