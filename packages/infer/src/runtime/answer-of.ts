import { CmbError } from "@cmb/core";
import type { Tensor } from "./network-session.js";

/** The tensor that a network should have given. */
export interface WantedAnswer {
  /** The network in the manifest. */
  readonly network: "regions" | "lesions" | "verifier";
  readonly output: string;
  readonly dims: readonly number[];
}

/**
 * The numbers of one output of a network.
 *
 * @throws CmbError `SHAPE_MISMATCH` when there are not as many as the manifest says
 */
export function answerOf(
  answers: Readonly<Record<string, Tensor>>,
  { network, output, dims: expected }: WantedAnswer,
): Float32Array {
  const answer = answers[output];
  if (answer?.data.length === expected.reduce((product, n) => product * n, 1)) return answer.data;
  const actual = answer?.dims ?? [];
  const message = `${network}: the network's "${output}" is of the shape [${actual}] and the manifest wants [${expected}]; give the manifest of this network`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected, actual });
}
