import type { Tensor } from "../runtime/network-session.js";

// Just so much of the ONNX format (onnx.proto3, IR version 8, operators of version 17) as one convolution needs. Field
// numbers are those of the format.

type Bytes = readonly number[];

function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function whole(field: number, value: number): Bytes {
  return [...varint(field * 8), ...varint(value)];
}

function bytes(field: number, content: Bytes): Bytes {
  return [...varint(field * 8 + 2), ...varint(content.length), ...content];
}

function text(field: number, content: string): Bytes {
  return bytes(field, [...new TextEncoder().encode(content)]);
}

const FLOAT = 1;

function valueInfo(name: string, dims: readonly (number | string)[]): Bytes {
  const shape = dims.flatMap((size) => bytes(1, typeof size === "number" ? whole(1, size) : text(2, size)));
  return [...text(1, name), ...bytes(2, bytes(1, [...whole(1, FLOAT), ...bytes(2, shape)]))];
}

/** What a tiny network is made of. */
export interface TinyNetworkOptions {
  /** Weights of each output channel, 27 numbers: i fastest, then j, k. */
  readonly kernels: readonly Float32Array[];
  /** Names of the tensors; "image" and "logits" unless given. */
  readonly input?: string;
  readonly output?: string;
  /** A name in place of the operator `Conv`, for one that no runtime has. */
  readonly operator?: string;
}

/** An ONNX file of one 3 × 3 × 3 convolution without bias over an input (1, 1, nk, nj, ni) of any size. */
export function tinyNetwork({
  kernels,
  input = "image",
  output = "logits",
  operator = "Conv",
}: TinyNetworkOptions): Uint8Array {
  const weights = new Uint8Array(new Float32Array(kernels.flatMap((kernel) => [...kernel])).buffer);
  const pads = [...text(1, "pads"), ...[1, 1, 1, 1, 1, 1].flatMap((one) => whole(8, one)), ...whole(20, 7)];
  const node = [...text(1, input), ...text(1, "w"), ...text(2, output), ...text(4, operator), ...bytes(5, pads)];
  const dims = [kernels.length, 1, 3, 3, 3].flatMap((size) => whole(1, size));
  const initializer = [...dims, ...whole(2, FLOAT), ...text(8, "w"), ...bytes(9, [...weights])];
  const graph = [
    ...bytes(1, node),
    ...text(2, "tiny"),
    ...bytes(5, initializer),
    ...bytes(11, valueInfo(input, [1, 1, "k", "j", "i"])),
    ...bytes(12, valueInfo(output, [1, kernels.length, "k", "j", "i"])),
  ];
  return Uint8Array.from([...whole(1, 8), ...bytes(7, graph), ...bytes(8, whole(2, 17))]);
}

/** What {@link tinyNetwork} has to answer, in float64. */
export function tinyAnswer(kernels: readonly Float32Array[], { data, dims }: Tensor): Float64Array {
  const [, , nk = 0, nj = 0, ni = 0] = dims;
  const at = (i: number, j: number, k: number): number =>
    i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk ? 0 : (data[i + ni * (j + nj * k)] as number);
  const out = new Float64Array(kernels.length * data.length);
  for (const [channel, kernel] of kernels.entries()) {
    for (let v = 0; v < data.length; v++) {
      const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
      let sum = 0;
      for (const [n, weight] of kernel.entries()) {
        sum += weight * at(i + (n % 3) - 1, j + (Math.floor(n / 3) % 3) - 1, k + Math.floor(n / 9) - 1);
      }
      out[channel * data.length + v] = sum;
    }
  }
  return out;
}

/** Three kernels and an input of 16 × 16 × 8 voxels, all of about unit size. */
export function tinyExample(): { readonly kernels: readonly Float32Array[]; readonly input: Tensor } {
  const kernels = [1, 2, 3].map((seed) => Float32Array.from({ length: 27 }, (_, n) => Math.sin(seed * 31 + n * 1.7)));
  const data = Float32Array.from({ length: 16 * 16 * 8 }, (_, v) => Math.sin(v * 0.37) + Math.cos(v * 0.011));
  return { kernels, input: { data, dims: [1, 1, 8, 16, 16] } };
}

/** Results of float32 in any order of summing are no further from those of float64 than this. */
export const TINY_TOLERANCE = 2e-5;

/** The largest difference between two lists of the same length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let n = 0; n < a.length; n++) largest = Math.max(largest, Math.abs((a[n] as number) - (b[n] as number)));
  return largest;
}
