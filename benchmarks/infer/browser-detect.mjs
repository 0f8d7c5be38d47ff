// Detection in a whole scan in Chromium: time by stage and memory, with threads of WebAssembly and without.
//
// Usage: npm run bench -- browser-detect [--model NAME] [--scan NAME] [--device wasm|webgpu|auto|cpu] [--threads 2] [--once]
//
// --model  classical, default, or the path of a manifest; default
// --scan   swi, gre (as in detect) or a file; swi
// --once   with threads alone
//
// The page loads the built packages as they are, through a server on this machine; with the headers of cross-origin
// isolation the runtime has threads, without it one. CHROMIUM_PATH is the browser, /usr/bin/chromium unless set. Memory is
// the peak of the page's process, read from /proc: on Linux alone. Its own is what it holds itself; the rest are pages of
// the browser's program, which all of its processes share.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startServer } from "./isolated-server.mjs";
import { launchChromium } from "./launch-chromium.mjs";
import { SCAN_NAMES, scanPath } from "./timed-scans.mjs";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "default" },
    scan: { type: "string", default: "swi" },
    device: { type: "string", default: "auto" },
    threads: { type: "string", default: "2" },
    once: { type: "boolean", default: false },
  },
});
if (SCAN_NAMES.includes(values.scan)) {
  const program = fileURLToPath(new URL("detect.mjs", import.meta.url));
  execFileSync(process.execPath, [program, "--step", "make", "--scan", values.scan], { stdio: "ignore" });
}
console.log(`${cpus().length} × ${cpus()[0]?.model}`);
await measure(true);
// The classical model has no threads to do without.
if (!values.once && values.model !== "classical") await measure(false);

async function measure(isolated) {
  const isFile = values.model.endsWith(".json");
  const mounts = { "/scan": scanPath(values.scan), ...(isFile && { "/model": dirname(values.model) }) };
  const server = await startServer({ isolated, mounts });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(String(error)));
    page.setDefaultTimeout(0);
    await page.goto(server.url);
    const model = isFile ? { manifest: new URL(`model/${basename(values.model)}`, server.url).href } : values.model;
    const threads = isolated && values.model !== "classical" ? Number(values.threads) : undefined;
    const memory = watchMemory();
    const result = await page.evaluate(detectInPage, { model, device: values.device, threads });
    print({ ...result, isolated, memory: memory.stop() });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** In the page: from the address of a scan to the report. */
async function detectInPage({ model, device, threads }) {
  const stagesMs = {};
  const started = performance.now();
  let last = started;
  const stage = (key) => {
    const now = performance.now();
    stagesMs[key] = now - last;
    last = now;
  };
  const { loadNifti } = await import("@cmb/io");
  const { createDetector, formatReportHtml } = await import("@cmb/infer");
  stage("load code");
  const detector = await createDetector({ model, device, ...(threads && { threads }) });
  stage("open model");
  const { volume } = await loadNifti(new Uint8Array(await (await fetch("/scan")).arrayBuffer()));
  stage("read");
  const report = await detector.detect(volume, { force: true });
  const { total: _, ...parts } = report.timingsMs;
  Object.assign(stagesMs, parts);
  last = performance.now();
  formatReportHtml(report, volume);
  stage("write report");
  const totalMs = performance.now() - started;
  await detector.close();
  return {
    totalMs,
    stagesMs,
    shape: volume.shape,
    model: report.model,
    backend: report.backend,
    marks: report.summary.count,
  };
}

function print({ isolated, shape, model, backend, totalMs, stagesMs, memory, marks }) {
  const where = isolated ? "cross-origin isolated" : "not isolated, one thread";
  console.log(
    `\n${shape.join("×")} voxels, ${where}; ${model.id} ${model.version} on ${backend.runtime}, ${backend.device}`,
  );
  console.log(`from bytes to report ${seconds(totalMs)}, peak memory of the page ${memory}; ${marks} marks`);
  for (const [name, ms] of Object.entries(stagesMs)) console.log(`  ${name.padEnd(12)} ${seconds(ms)}`);
}

/** Looks at the memory of the page until it is stopped, and says what its peak was. */
function watchMemory() {
  if (process.platform !== "linux") return { stop: () => "not measured here" };
  const peak = { own: 0, all: 0 };
  const look = () => {
    const { own, all } = pageMemory();
    peak.own = Math.max(peak.own, own);
    peak.all = Math.max(peak.all, all);
  };
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return `${peak.own.toFixed(0)} MiB of its own, ${peak.all.toFixed(0)} MiB with the browser's program`;
    },
  };
}

/** MiB of the largest page among browsers that this process has started: its own now, and the peak of all. */
function pageMemory() {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, "utf8");
        const isPage = readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--type=renderer");
        const mib = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) / 1024;
        const [own, all] = [mib("RssAnon") + mib("RssShmem"), mib("VmHWM")];
        return [{ id: Number(id), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), own, all, isPage }];
      } catch {
        // It ended between the two reads.
        return [];
      }
    });
  const parents = new Map(processes.map(({ id, parent }) => [id, parent]));
  const isOurs = (id) => id !== undefined && (id === process.pid || (id > 1 && isOurs(parents.get(id))));
  const pages = processes.filter(({ id, isPage }) => isPage && isOurs(id));
  return pages.reduce((most, page) => (page.all > most.all ? page : most), { own: 0, all: 0 });
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
