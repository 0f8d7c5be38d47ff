/** Numbers and their shape, C order: (N, C, nk, nj, ni) is the memory of a volume, without a copy. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** One network that runs. */
export interface NetworkSession {
  /**
   * @param inputs - every input of the network by name; not touched
   * @returns every output by name, in memory of its own
   */
  readonly run: (inputs: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>;
  readonly release: () => Promise<void>;
}
