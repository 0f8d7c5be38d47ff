// Speed of synthesis: seconds for a patch of 48 mm on one core, and for a head of 0.5 × 0.5 × 2 mm on one core and on two, by stage.
//
// Usage: npm run bench -- speed [--patches N] [--no-head]
//
// A stage is a folder of the packages: the time that the processor spent in its functions, by the sampling profiler.
import { Session } from "node:inspector";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import {
  measureHeadObject,
  namedProtocol,
  prepareHead,
  renderHeadSlab,
  synthesizeHead,
  synthesizePatch,
} from "@cmb/synth";

/** A patch of an SWI, and of a thick-slice GRE. */
const PATCHES = ["clinical-swi-3t", "rodeja", "valdo-sabre"];
const HEAD = { ...namedProtocol("clinical-swi-3t"), acquiredSpacingMm: [0.5, 0.5, 2], spacingMm: [0.5, 0.5, 2] };

const STAGES = [
  ["Fourier transforms", /preprocess\/(dist|src)\/(fourier|simd)/],
  ["vessels", /synth\/(dist|src)\/vessels/],
  ["tissue maps", /synth\/(dist|src)\/anatomy/],
  ["field", /synth\/(dist|src)\/field/],
  ["objects", /synth\/(dist|src)\/objects/],
  ["acquisition", /synth\/(dist|src)\/acquisition/],
  ["phase masks", /preprocess\/(dist|src)\/swi/],
  ["truth", /synth\/(dist|src)\/truth/],
  ["random numbers", /core\/(dist|src)\/(rng|philox)/],
];

/** Runs something and tells its seconds, whole and by stage. */
async function profile(work) {
  const session = new Session();
  session.connect();
  const post = (method, parameters) =>
    new Promise((resolve, reject) => {
      session.post(method, parameters, (error, result) => (error === null ? resolve(result) : reject(error)));
    });
  await post("Profiler.enable");
  await post("Profiler.setSamplingInterval", { interval: 1000 });
  await post("Profiler.start");
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  const { profile: found } = await post("Profiler.stop");
  session.disconnect();
  return { seconds, stages: byStage(found) };
}

function byStage({ nodes, samples, timeDeltas }) {
  const stageOf = new Map(nodes.map(({ id, callFrame: { url, functionName } }) => [id, nameOf(url, functionName)]));
  const times = new Map();
  samples.forEach((id, n) => {
    const stage = stageOf.get(id);
    times.set(stage, (times.get(stage) ?? 0) + timeDeltas[n] / 1e6);
  });
  return [...times].filter(([stage]) => stage !== "idle").sort((a, b) => b[1] - a[1]);
}

function nameOf(url, functionName) {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (url.startsWith("wasm")) return "Fourier transforms";
  return STAGES.find(([, pattern]) => pattern.test(url))?.[0] ?? "other";
}

function print(title, { seconds, stages }) {
  const total = stages.reduce((sum, [, time]) => sum + time, 0);
  const parts = stages.filter(([, time]) => time > 0.01 * total).map(([name, time]) => `${name} ${time.toFixed(2)}`);
  console.log(`${title.padEnd(34)} ${seconds.toFixed(2)} s   ${parts.join(", ")}`);
}

/** `HeadWorkers` of so many threads of this file. */
function startWorkers(count) {
  const workers = Array.from({ length: count }, () => new Worker(new URL(import.meta.url)));
  const waiting = new Map();
  let [tickets, planNumber] = [0, 0];
  const numbers = new Map();
  for (const worker of workers) {
    worker.on("message", ({ ticket, result }) => {
      waiting.get(ticket)(result);
      waiting.delete(ticket);
    });
  }
  const ask = (plan, task, number) => {
    if (!numbers.has(plan)) {
      numbers.set(plan, ++planNumber);
      for (const worker of workers) worker.postMessage({ plan });
    }
    const ticket = tickets++;
    return new Promise((resolve) => {
      waiting.set(ticket, resolve);
      workers[ticket % count].postMessage({ ticket, task, number });
    });
  };
  return {
    concurrency: 2 * count,
    renderSlab: (plan, slab) => ask(plan, "slab", slab),
    measureObject: (plan, objectId) => ask(plan, "object", objectId),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

function answer() {
  let current;
  let work = Promise.resolve();
  parentPort.on("message", ({ plan, ticket, task, number }) => {
    work = work.then(async () => {
      if (plan !== undefined) current = plan;
      else {
        const result =
          task === "slab" ? await renderHeadSlab(current, number) : await measureHeadObject(current, number);
        parentPort.postMessage({ ticket, result });
      }
    });
  });
}

async function main() {
  const { values } = parseArgs({
    options: { patches: { type: "string", default: "5" }, "no-head": { type: "boolean", default: false } },
  });
  let head;
  print(
    "a head: anatomy, field, veins",
    await profile(async () => {
      head = await prepareHead({ seed: 3 });
    }),
  );
  for (const name of PATCHES) {
    const protocol = namedProtocol(name);
    await synthesizePatch({ seed: 1, index: 0, head, protocol });
    for (let n = 1; n <= Number(values.patches); n++) {
      const made = await profile(() => synthesizePatch({ seed: 1, index: n, head, protocol }));
      print(`a patch of 48 mm, ${name}`, made);
    }
  }
  if (values["no-head"]) return;
  const options = { seed: 1, index: 1, head, protocol: HEAD };
  print("a head of 0.5 × 0.5 × 2 mm, 1 core", await profile(() => synthesizeHead(options)));
  const workers = startWorkers(2);
  print("the same on 2 cores (main thread)", await profile(() => synthesizeHead({ ...options, workers })));
  await workers.close();
}

if (isMainThread) await main();
else answer();
