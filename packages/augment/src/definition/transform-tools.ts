/** What a transform gets beside its parameters, and what stops it. @since 0.1.0 */
export interface TransformTools {
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
