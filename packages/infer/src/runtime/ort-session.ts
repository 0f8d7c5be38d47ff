import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-common";
import type { Tensor } from "./network-session.js";
import type { RuntimeSession } from "./platform.js";

/**
 * Settings under which the same device gives the same bits: one operator at a time, on a fixed number of threads.
 *
 * @param threads - for the operators that run on the processor; WebAssembly takes its own from `env.wasm`
 */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    graphOptimizationLevel: "all",
    executionMode: "sequential",
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Errors come as exceptions; a library prints nothing.
    logSeverityLevel: 4,
  };
}

/**
 * A session of ONNX Runtime as the engine sees it.
 *
 * Runs wait for one another: the browser's runtime refuses a second one, and two at a time need twice the memory.
 */
export function ortSession(session: InferenceSession, TensorOf: TensorConstructor): RuntimeSession {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    inputShape: (name) => {
      const input = session.inputMetadata?.find((metadata) => metadata.name === name);
      return input?.isTensor === true ? input.shape : undefined;
    },
    run: (inputs) => inTurn(() => runOnce(session, inputs, TensorOf)),
    release: () => inTurn(() => session.release()),
  };
}

async function runOnce(
  session: InferenceSession,
  inputs: Readonly<Record<string, Tensor>>,
  TensorOf: TensorConstructor,
): Promise<Readonly<Record<string, Tensor>>> {
  const feeds: Record<string, OrtTensor> = {};
  for (const [name, { data, dims }] of Object.entries(inputs)) feeds[name] = new TensorOf("float32", data, dims);
  const answers = await session.run(feeds);
  const outputs: Record<string, Tensor> = {};
  for (const [name, answer] of Object.entries(answers)) outputs[name] = await toTensor(name, answer as OrtTensor);
  return outputs;
}

async function toTensor(name: string, tensor: OrtTensor): Promise<Tensor> {
  const data = await tensor.getData();
  if (!(data instanceof Float32Array)) throw new TypeError(`${name} is of type ${tensor.type}, and not float32`);
  return { data, dims: tensor.dims };
}
