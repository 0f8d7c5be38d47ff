import { invalidField } from "../manifest/field-check.js";
import type { NamedDevice } from "./device.js";
import type { NetworkSession, Tensor } from "./network-session.js";
import type { Runtime, RuntimeSession } from "./platform.js";

/** The weights of a network, and what its manifest says of its tensors. */
export interface Network {
  /** Where in the manifest it is described, for errors. */
  readonly field: string;
  readonly bytes: Uint8Array;
  readonly input: {
    readonly name: string;
    /** What the engine gives it, (N, C, nk, nj, ni); `"any"` is a number that differs from run to run. */
    readonly dims: readonly (number | "any")[];
    /** What a first run is made with, where the network leaves its axes free. */
    readonly smallest: readonly number[];
  };
  /** Each output by the manifest's name for it: its field, and its size for an input of `dims`. */
  readonly outputs: Readonly<
    Record<string, { readonly field: string; readonly dims: (input: readonly number[]) => readonly number[] }>
  >;
}

/** What ONNX Runtime says on any device of bytes that are no network. */
const NO_NETWORK = /protobuf parsing failed|model data pointer is null|invalid model/i;

/** What it says of an operator that it has on no device: what one device lacks runs on the processor. */
const NO_OPERATOR = /no op registered for|is not a registered function|could not find an implementation for/i;

/**
 * Opens a network on a device and runs it once on zeros, since an operator that the device lacks shows only then.
 *
 * @throws CmbError `INVALID_MODEL` where its bytes are no network or its tensors not those of the manifest; what the runtime throws where the
 * device, or the network on it, does not work
 */
export async function openNetwork(
  network: Network,
  { runtime, device }: { readonly runtime: Runtime; readonly device: NamedDevice },
): Promise<NetworkSession> {
  const session = await runtime.open(network.bytes, device).catch((cause: unknown) => {
    throw whatIsWrong(network, cause);
  });
  try {
    checkNames(network, session);
    const dims = firstDims(network, session);
    const length = dims.reduce((product, size) => product * size, 1);
    const answers = await session.run({ [network.input.name]: { data: new Float32Array(length), dims } });
    checkOutputs(network, dims, answers);
    return session;
  } catch (error) {
    await session.release();
    throw error;
  }
}

/** The network's own fault, where it is one. */
function whatIsWrong({ field, bytes }: Network, cause: unknown): unknown {
  const said = String(cause);
  const file = `${field}.file`;
  if (NO_OPERATOR.test(said)) return invalidField(file, said, "a network of operators that ONNX Runtime has");
  return NO_NETWORK.test(said) ? invalidField(file, `${bytes.length} bytes`, "an ONNX network; export it anew") : cause;
}

function checkNames({ field, input, outputs }: Network, session: RuntimeSession): void {
  const [only, ...more] = session.inputNames;
  if (only !== input.name || more.length > 0) {
    throw invalidField(`${field}.input`, input.name, `the network's one input, of: ${session.inputNames.join(", ")}`);
  }
  for (const [name, output] of Object.entries(outputs)) {
    if (session.outputNames.includes(name)) continue;
    throw invalidField(output.field, name, `an output of the network: ${session.outputNames.join(", ")}`);
  }
}

/** The smallest input that the network takes; an axis that it fixes must be what the engine gives it. */
function firstDims({ field, input }: Network, session: RuntimeSession): readonly number[] {
  const shape = session.inputShape(input.name);
  if (shape === undefined) return input.smallest;
  const fits = shape.length === input.dims.length && shape.every((size, n) => !isFixed(size) || size === input.dims[n]);
  if (!fits) throw invalidField(field, input.dims, `what the network takes: (${shape.join(", ")})`);
  return shape.map((size, n) => (isFixed(size) ? size : (input.smallest[n] as number)));
}

function isFixed(size: number | string): size is number {
  return typeof size === "number" && size > 0;
}

function checkOutputs({ outputs }: Network, input: readonly number[], answers: Readonly<Record<string, Tensor>>): void {
  for (const [name, { field, dims }] of Object.entries(outputs)) {
    const expected = dims(input);
    const actual = answers[name]?.dims ?? [];
    if (expected.length === actual.length && expected.every((size, n) => size === actual[n])) continue;
    throw invalidField(
      field,
      name,
      `an output of size (${expected.join(", ")}) for (${input.join(", ")}); it has (${actual.join(", ")})`,
    );
  }
}
