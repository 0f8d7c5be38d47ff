// Detection in whole scans, from their bytes to the report: time by stage and peak memory, for each model.
//
// Usage: npm run bench -- detect [--model NAME]… [--scan NAME]… [--device D] [--threads N] [--published] [--json FILE]
//
// --model      classical, default, or the path of a manifest; several are measured one after the other; classical
// --scan       swi (512×512×150 voxels of 0.45×0.45×1 mm), gre (256×256×36 of 0.9×0.9×4 mm) or a file; both
// --published  also times a patch of the published network, see published-network
//
// Every measurement is a process of its own, whose peak memory is read at its end; scans are made by another one.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { modelOf } from "../ladder/detect-scan.mjs";
import { makeTimedScan, SCAN_NAMES, scanPath } from "./timed-scans.mjs";

function readArguments() {
  const { values } = parseArgs({
    options: {
      model: { type: "string", multiple: true, default: ["classical"] },
      scan: { type: "string", multiple: true, default: SCAN_NAMES },
      device: { type: "string", default: "auto" },
      threads: { type: "string" },
      published: { type: "boolean", default: false },
      json: { type: "string" },
      step: { type: "string", default: "all" },
    },
  });
  return values;
}

/** The last line that a step of this program prints, as JSON. */
function inProcess(step, { model, scan, device, threads }) {
  const options = ["--step", step, "--scan", scan, "--device", device];
  if (model !== undefined) options.push("--model", model);
  if (threads !== undefined) options.push("--threads", threads);
  const run = { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
  return JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...options], run));
}

function runAll(values) {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`);
  const results = [];
  for (const scan of values.scan) {
    inProcess("make", { ...values, model: undefined, scan });
    for (const model of values.model) {
      const result = inProcess("detect", { ...values, model, scan });
      results.push(result);
      for (const line of describe(result)) console.log(line);
    }
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
  if (!values.published) return;
  const program = fileURLToPath(new URL("published-network.mjs", import.meta.url));
  execFileSync(process.execPath, [program], { stdio: "inherit" });
}

function describe({ scan, shape, model, backend, totalMs, processorMs, stagesMs, memoryMiB, marks }) {
  const ran = `${model} on ${backend.runtime}, ${backend.device}`;
  return [
    `\n${scan}: ${shape.join("×")} voxels; ${ran}`,
    `from bytes to report ${seconds(totalMs)} (processor time ${seconds(processorMs)}), peak memory ${memoryMiB.toFixed(0)} MiB; ${marks} marks`,
    ...Object.entries(stagesMs).map(([stage, ms]) => `  ${stage.padEnd(12)} ${seconds(ms)}`),
  ];
}

/** One scan by one model: opening the model, reading, detecting, writing the report. */
async function measure({ model: [name], scan: [scan], device, threads }) {
  const { readFileSync } = await import("node:fs");
  const { loadNifti } = await import("@cmb/io");
  const { createDetector, formatReportHtml } = await import("@cmb/infer");
  const bytes = readFileSync(scanPath(scan));
  const started = performance.now();
  const stagesMs = {};
  let last = started;
  const stage = (key) => {
    const now = performance.now();
    stagesMs[key] = now - last;
    last = now;
  };
  const options = { device, model: modelOf(name), ...(threads && { threads: Number(threads) }) };
  const detector = await createDetector(options);
  stage("open model");
  const { volume } = await loadNifti(bytes);
  stage("read");
  const report = await detector.detect(volume, { force: true });
  const { total, ...parts } = report.timingsMs;
  Object.assign(stagesMs, parts);
  last = performance.now();
  JSON.stringify(report);
  formatReportHtml(report, volume);
  stage("write report");
  const totalMs = performance.now() - started;
  const { user, system } = process.cpuUsage();
  await detector.close();
  const { model, backend, summary } = report;
  console.log(
    JSON.stringify({
      ...{
        scan,
        shape: volume.shape,
        model: `${model.id} ${model.version}`,
        backend,
        totalMs,
        detectMs: total,
        stagesMs,
      },
      ...{
        processorMs: (user + system) / 1000,
        memoryMiB: process.resourceUsage().maxRSS / 1024,
        marks: summary.count,
      },
    }),
  );
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

const values = readArguments();
if (values.step === "all") runAll(values);
else if (values.step === "detect") await measure(values);
else {
  const [scan] = values.scan;
  if (SCAN_NAMES.includes(scan)) await makeTimedScan(scan);
  console.log("{}");
}
