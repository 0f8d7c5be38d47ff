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
 * @throws CmbError `SHAPE_MISMATCH` when there are not as many as the manifest says, `INVALID_MODEL` when one is NaN or
 * infinite
 */
export function answerOf(
  answers: Readonly<Record<string, Tensor>>,
  { network, output, dims: expected }: WantedAnswer,
): Float32Array {
  const answer = answers[output];
  if (answer?.data.length === expected.reduce((product, n) => product * n, 1)) {
    assertFinite(answer.data, network);
    return answer.data;
  }
  const actual = answer?.dims ?? [];
  const message = `${network}: the network's "${output}" is of the shape [${actual}] and the manifest wants [${expected}]; give the manifest of this network`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected, actual });
}

/** A report of nothing found must not come from answers that say nothing. */
function assertFinite(values: Float32Array, network: WantedAnswer["network"]): void {
  // 0 · x is 0 for every number: one pass without a branch.
  let sum = 0;
  for (let v = 0; v < values.length; v++) sum += 0 * (values[v] as number);
  if (sum === 0) return;
  const value = values.find((one) => !Number.isFinite(one));
  const field = `manifest.networks.${network}`;
  const message = `${field}: the network answers with ${value}; try another device, such as "cpu", or another model`;
  throw new CmbError("INVALID_MODEL", message, { field, value });
}
