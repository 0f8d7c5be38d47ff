import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Volume } from "@cmb/core";
import { type DetectionResult, detectMicrobleeds, type Report } from "@cmb/infer";
import { gzipBytes, readNifti, writeNifti } from "@cmb/io";
import { renderPhantom } from "@cmb/synth";
import { type Browser, chromium, type Page, type Request } from "playwright";
import { build, defaultClientConditions, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { MODEL } from "./page/model.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const flags = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
  "--enable-unsafe-swiftshader",
];

const site = mkdtempSync(join(tmpdir(), "cmb-page-"));
const complaints: string[] = [];
const requests: Request[] = [];
let server: PreviewServer;
let browser: Browser;
let page: Page;
let origin: string;
let phase: Volume;
let scanFile: Uint8Array;
let inNode: DetectionResult;

beforeAll(async () => {
  const quiet = { root, logLevel: "error" } as const;
  await build({
    ...quiet,
    // As every test here, this one reads the sources of the packages.
    resolve: { conditions: ["@cmb/source", ...defaultClientConditions] },
    build: { outDir: site, emptyOutDir: true },
  });
  server = await preview({ ...quiet, build: { outDir: site }, preview: { port: 0, host: "127.0.0.1" } });
  origin = new URL(server.resolvedUrls?.local[0] ?? "").origin;
  const phantom = await renderPhantom({ seed: 2, headScale: 0.5, spacingMm: [1, 1, 2], microbleeds: 6, veins: 0 });
  phase = ramps(phantom.volume);
  const bytes = writeNifti(phantom.volume);
  scanFile = await gzipBytes(bytes);
  // The affine of a file has float32, so Node detects in the file too.
  inNode = await detectMicrobleeds(readNifti(bytes).volume, { model: MODEL });
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: flags });
  page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  page.on("console", (said) => {
    if (said.type() === "error") complaints.push(said.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.context().on("request", (request) => requests.push(request));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(site, { recursive: true, force: true });
});

beforeEach(async () => {
  complaints.length = 0;
  requests.length = 0;
  await page.goto(origin);
});

/** Drops files on the page, as a person does from a folder. */
async function drop(...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
  const texts = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
  const transfer = await page.evaluateHandle(async (given) => {
    const data = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, texts);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/** Keeps every value that the progress bar has from now on. */
async function recordProgress(): Promise<void> {
  await page.evaluate(() => {
    const bar = document.querySelector("progress");
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    const note = () => seen.push(bar?.value ?? Number.NaN);
    if (bar !== null) new MutationObserver(note).observe(bar, { attributes: true });
  });
}

async function expectRisingProgress(): Promise<void> {
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
}

/** Where the page says that the crosshair is. */
async function crosshair(): Promise<[number, number, number]> {
  const text = (await page.locator("#position").textContent()) ?? "";
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = [...text.matchAll(/-?\d+\.\d/g)].map(Number);
  return [x, y, z];
}

/** Left on the picture is the patient's right, which is +x; a voxel is 1 × 1 × 2 mm. */
async function expectKeysToMove(): Promise<void> {
  const [x, y, z] = await crosshair();
  await page.locator("#canvas").focus();
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowDown", "PageUp", "PageUp"]) {
    await page.keyboard.press(key);
  }
  const after = await crosshair();
  expect(Math.abs(after[0] - x - 2)).toBeLessThan(0.7);
  expect(Math.abs(after[1] - y + 2)).toBeLessThan(0.7);
  expect(Math.abs(after[2] - z - 4)).toBeLessThan(1.3);
}

/** What a link saves. */
async function download(label: string): Promise<Buffer> {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByText(label).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

it("stops when cancelled, then gives the microbleeds of Node, a crosshair that follows and files, and tells nobody", async () => {
  await recordProgress();
  await drop({ name: "head.nii.gz", bytes: scanFile });
  await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0.15);
  expect(page.workers().length).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled. Nothing was kept.").waitFor();
  // A worker with threads goes when its threads have gone.
  await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
  expect(await page.locator("#findings").isVisible()).toBe(false);
  await expectRisingProgress();

  await recordProgress();
  await page.getByRole("button", { name: "Detect again" }).click();
  await page.locator("#answer:focus").waitFor();
  await expectRisingProgress();
  const findings = page.locator("#list .finding");
  expect(await findings.count()).toBe(inNode.microbleeds.length);
  expect(inNode.microbleeds.length).toBeGreaterThan(1);
  for (const [index, { centreMm }] of inNode.microbleeds.entries()) {
    await findings.nth(index).click();
    expect(await findings.nth(index).getAttribute("aria-current")).toBe("true");
    const [x, y, z] = await crosshair();
    expect(Math.hypot(x - centreMm[0], y - centreMm[1], z - centreMm[2])).toBeLessThan(0.3);
  }
  await expectKeysToMove();
  const report = JSON.parse((await download("Report (JSON)")).toString()) as Report;
  expectSameFindings(report, inNode);
  const mask = readNifti(await gunzip(await download("Mask (NIfTI)"))).volume;
  expect(mask).toMatchObject({ shape: inNode.mask.shape, affine: inNode.mask.affine });
  expect(new Set(mask.data)).toEqual(new Set([0, ...report.microbleeds.map(({ id }) => id)]));
  expect((await download("Table (CSV)")).toString().trim().split("\r\n")).toHaveLength(report.microbleeds.length + 1);
  expect((await download("HTML")).toString()).toContain("<!doctype html>");
  await page.locator("#rejected-title").click();
  expect(await page.locator("#rejected .finding").count()).toBe(Math.min(100, report.rejected.length));
  expect(await page.locator("#run").textContent()).toContain(`ran on ${report.backend.device}`);
  expect(complaints).toEqual([]);
  // Nothing but the files of the page, each asked for and nothing told: not even an address with something in it.
  expect(requests.length).toBeGreaterThan(3);
  for (const request of requests) {
    expect(request.url()).toMatch(/^(blob:|data:,)|\/(assets\/[\w.-]+)?$/);
    expect(new URL(request.url()).origin).toMatch(new RegExp(`^(${origin}|null)$`));
    expect(request.method()).toBe("GET");
  }
}, 180_000);

it("says of a broken file, of a phase image and of several files what is wrong", async () => {
  await drop({ name: "cut.nii.gz", bytes: scanFile.subarray(0, scanFile.length / 2) });
  await page.getByText("CORRUPT_DATA").waitFor();
  await drop({ name: "text.nii", bytes: new TextEncoder().encode("This is no scan. ".repeat(100)) });
  await page.locator("#message .error", { hasText: "DICOM has to be converted first" }).waitFor();
  await drop({ name: "echoes.nii", bytes: twoVolumes(writeNifti(phase)) });
  await page.getByText("VOLUME_INDEX_REQUIRED").waitFor();
  await page.getByLabel("Volume, counted from 0").fill("2");
  await page.getByRole("button", { name: "Detect in this volume" }).click();
  await page.getByText("OUT_OF_RANGE").waitFor();
  await drop({ name: "phase.nii", bytes: writeNifti(phase) });
  const phaseMessage = page.locator("#message .error", { hasText: "UNSUITABLE_INPUT" });
  await phaseMessage.waitFor();
  expect(await phaseMessage.textContent()).toMatch(/phase/i);
  expect(await page.locator("#results").isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Detect all the same" }).isVisible()).toBe(true);
  await drop({ name: "a.nii", bytes: scanFile }, { name: "b.nii", bytes: scanFile });
  await page.getByText("drop one scan").waitFor();
  expect(complaints).toEqual([]);
}, 180_000);

it("can reach no other host, neither from the page nor from its worker", async () => {
  const attempt = () =>
    new Promise<string>((resolve) => {
      addEventListener("securitypolicyviolation", ({ violatedDirective }) => resolve(violatedDirective));
      fetch("https://cmb.invalid/").then(
        () => resolve("sent"),
        () => setTimeout(() => resolve("failed without a policy"), 5000),
      );
    });
  expect(await page.evaluate(attempt)).toBe("connect-src");
  const [worker] = await Promise.all([page.waitForEvent("worker"), drop({ name: "head.nii.gz", bytes: scanFile })]);
  expect(await worker.evaluate(attempt)).toBe("connect-src");
}, 180_000);

/** The same lesions of the same voxels: engines and devices differ in the last digits. */
function expectSameFindings(report: Report, other: Report): void {
  expect(report.input.sha256).toBe(other.input.sha256);
  expect(report.model).toEqual(other.model);
  expect(report.microbleeds).toHaveLength(other.microbleeds.length);
  for (const { centreMm, score } of report.microbleeds) {
    const [x, y, z] = centreMm;
    const near = other.microbleeds.filter(({ centreMm: [a, b, c] }) => Math.hypot(a - x, b - y, c - z) < 0.5);
    expect(near).toHaveLength(1);
    expect(near[0]?.score).toBeCloseTo(score, 2);
  }
}

/** A phase image on the grid of a scan: a field that is no more than two ramps, which wraps. */
function ramps({ shape, affine }: Volume): Volume {
  const [ni, nj, nk] = shape;
  const angle = (v: number) => 0.3 * (v % ni) + 0.2 * (Math.floor(v / ni) % nj);
  return { data: Float32Array.from({ length: ni * nj * nk }, (_, v) => (angle(v) % 6.28) - 3.14), shape, affine };
}

/** A file of one volume with that volume twice. */
function twoVolumes(file: Uint8Array): Uint8Array {
  const [headerBytes, dimensions] = [352, 40];
  const both = new Uint8Array([...file, ...file.subarray(headerBytes)]);
  const header = new DataView(both.buffer);
  header.setInt16(dimensions, 4, true);
  header.setInt16(dimensions + 8, 2, true);
  return both;
}

/** The content of a gzip file. */
async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
