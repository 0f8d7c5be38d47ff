// What the published network costs on this machine: a patch of 96³ voxels timed, the 343 of a scan extrapolated.
//
// Usage: npm run bench -- published-network [--patches N] [--onnx FILE] [--threads N]
//
// The network is the published architecture (36,302,116 parameters) with random weights, which cost what others do and
// detect nothing. CMB_PYTHON with torch and onnx exports it once, into node_modules/.cache, or --onnx names the file.
// A scan is padded to 438³ voxels of 0.5 mm and cut into 7³ patches that overlap by 40 %, all of which are computed.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const PYTHON = process.env.CMB_PYTHON ?? "python3";
const CACHED = fileURLToPath(new URL("../../node_modules/.cache/cmb-bench/published-network.onnx", import.meta.url));
const EDGE = 96;
const PATCHES_PER_SCAN = 343;

const { values } = parseArgs({
  options: {
    patches: { type: "string", default: "3" },
    onnx: { type: "string", default: CACHED },
    threads: { type: "string" },
  },
});
if (!existsSync(values.onnx)) exportNetwork(values.onnx);
const { InferenceSession, Tensor } = await import("onnxruntime-node");
const options = { executionProviders: ["cpu"], ...(values.threads && { intraOpNumThreads: Number(values.threads) }) };
const opened = performance.now();
const session = await InferenceSession.create(values.onnx, options);
const openMs = performance.now() - opened;
const image = new Tensor("float32", patch(), [1, 1, EDGE, EDGE, EDGE]);
const times = [];
// The first run takes memory that the others find ready; it is not counted where there is another one.
for (let n = 0; n <= Number(values.patches); n++) {
  const started = performance.now();
  await session.run({ image });
  times.push(performance.now() - started);
}
const [, ...counted] = times;
const median = counted.sort((a, b) => a - b)[counted.length >> 1] ?? times[0];
const memory = process.resourceUsage().maxRSS / 1024;
console.log(`\nPublished network, random weights; ${cpus().length} × ${cpus()[0]?.model}, onnxruntime-node, CPU`);
console.log(
  `opened in ${seconds(openMs)}; a patch of ${EDGE}³ voxels ${seconds(median)} (median of ${counted.length}); peak memory ${memory.toFixed(0)} MiB`,
);
console.log(
  `extrapolated, not measured: ${PATCHES_PER_SCAN} patches of a scan ${((PATCHES_PER_SCAN * median) / 60_000).toFixed(1)} min, without reading, skull stripping and resampling`,
);

function exportNetwork(path) {
  mkdirSync(dirname(path), { recursive: true });
  const script = fileURLToPath(new URL("published_network.py", import.meta.url));
  const training = fileURLToPath(new URL("../../training", import.meta.url));
  execFileSync(PYTHON, [script, path], { env: { ...process.env, PYTHONPATH: training }, stdio: "inherit" });
}

/** Numbers like a standardised image; the time does not depend on them. */
function patch() {
  return Float32Array.from({ length: EDGE ** 3 }, (_, v) => ((v * 7919) % 2003) / 1001.5 - 1);
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
