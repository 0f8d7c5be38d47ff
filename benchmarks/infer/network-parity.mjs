// The networks of a model in Chromium beside the processor of Node: how far their answers are apart, and how long they take.
//
// Usage: npm run bench -- network-parity [--model NAME] [--device webgpu|wasm]
//
// --model   default, or the path of a manifest; default
// --device  webgpu
//
// Every network answers a small input of noise: the region network a whole head, since its size is fixed, the lesion network
// a tile of 32×32×16 voxels, the verifier two cubes. A software adapter takes minutes for the first. CHROMIUM_PATH is the
// browser, /usr/bin/chromium unless set.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRng } from "@cmb/core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { readJson } from "../ladder/made-once.mjs";
import { startServer } from "./isolated-server.mjs";
import { launchChromium } from "./launch-chromium.mjs";

const DEFAULT_MODEL = fileURLToPath(new URL("../../packages/models/manifest.json", import.meta.url));

/** Of the answers every so many are compared: those of a whole head are millions. */
const STEP = 7;

const { values } = parseArgs({
  options: { model: { type: "string", default: "default" }, device: { type: "string", default: "webgpu" } },
});
const manifest = values.model === "default" ? DEFAULT_MODEL : resolve(values.model);
const { regions, lesions, verifier } = readJson(manifest).networks;
const cases = [
  ...(verifier === undefined ? [] : [{ ...verifier, dims: [2, 1, ...verifier.cube.toReversed()] }]),
  ...lesions.map((network) => ({ ...network, dims: [1, 1, 16, 32, 32] })),
  ...(regions === undefined ? [] : [{ ...regions, dims: [1, 1, ...regions.shape.toReversed()] }]),
];

const server = await startServer({ isolated: true, mounts: { "/model": dirname(manifest) } });
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  for (const { file, input, dims } of cases) {
    const expected = await inNode(join(dirname(manifest), file), { input, dims });
    const { adapter, openMs, runMs, answers } = await page.evaluate(inPage, {
      ...{ file, input, dims, device: values.device, step: STEP },
      data: [...noise(dims)],
    });
    console.log(`\n${file} on ${adapter}: opened and run ${seconds(openMs)}, run again ${seconds(runMs)}`);
    for (const [name, answer] of Object.entries(answers)) {
      const other = expected[name].data;
      const difference = answer.reduce((most, value, n) => Math.max(most, Math.abs(value - other[n * STEP])), 0);
      const largest = other.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      console.log(`  ${name}: largest difference ${difference.toExponential(1)} of logits up to ${largest.toFixed(1)}`);
    }
  }
} finally {
  await browser.close();
  await server.close();
}

function noise(dims) {
  const rng = createRng(1);
  return Float32Array.from({ length: dims.reduce((product, size) => product * size, 1) }, () => rng.uniform(0, 1));
}

async function inNode(path, { input, dims }) {
  const session = await InferenceSession.create(path, { executionProviders: ["cpu"] });
  const answers = await session.run({ [input]: new Tensor("float32", noise(dims), dims) });
  await session.release();
  return answers;
}

/** In the page: some of the answers of one network. */
async function inPage({ file, input, dims, device, step, data }) {
  const { InferenceSession, Tensor } = await import("onnxruntime-web/webgpu");
  const adapter = device === "webgpu" ? (await navigator.gpu?.requestAdapter())?.info : undefined;
  const bytes = new Uint8Array(await (await fetch(`/model/${file}`)).arrayBuffer());
  const started = performance.now();
  const session = await InferenceSession.create(bytes, { executionProviders: [device] });
  const feeds = { [input]: new Tensor("float32", Float32Array.from(data), dims) };
  const answers = {};
  for (const [name, tensor] of Object.entries(await session.run(feeds))) {
    answers[name] = [...(await tensor.getData()).filter((_, n) => n % step === 0)];
  }
  const openMs = performance.now() - started;
  const again = performance.now();
  for (const tensor of Object.values(await session.run(feeds))) await tensor.getData();
  const runMs = performance.now() - again;
  await session.release();
  const name = [adapter?.vendor, adapter?.architecture, adapter?.description].filter(Boolean).join(" ");
  return { adapter: device === "webgpu" ? `WebGPU (${name})` : device, openMs, runMs, answers };
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
