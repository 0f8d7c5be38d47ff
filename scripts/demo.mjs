// Finds microbleeds in a sample scan and shows where the report is. The scan is a phantom that the project renders
// itself, so that what is found can be held against what is there.
//
// Usage: npm run demo      from a bare clone: it installs and builds what it needs first
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { runNx } from "./nx.mjs";
import { isMain, repositoryRoot, run } from "./workspace.mjs";

const OUTPUT = join(repositoryRoot, "demo-output");
const SCAN = join(OUTPUT, "sample-scan.nii.gz");
// Microbleeds of any size, some of them too faint for any detector, veins that look like them, one calcification.
const SAMPLE = { seed: 7, spacingMm: [0.8, 0.8, 2], contrast: "GRE", microbleeds: 10, calcifications: 1 };

/** The comparison of a report with the truth as lines of text. */
export function describeComparison({ found, missed, unseen, falseMarks }, report) {
  const visible = found.length + missed.length;
  const rows = [...found.map(foundRow(report)), ...missed.map(missedRow)].sort((a, b) => a.id - b.id);
  const header = ["microbleed", "centre (RAS mm)", "apparent radius", "depth", "result"];
  const cells = rows.map(({ id, centre, radius, depth, result }) => [`${id}`, centre, radius, depth, result]);
  return [
    ...table([header, ...cells]),
    "",
    `Found ${found.length} of ${visible} visible microbleeds, missed ${missed.length}; ${unseen.length} more are too small or too weak to be seen.`,
    `Marks on something else: ${falseMarks.length}${causes(falseMarks)}.`,
  ];
}

function foundRow(report) {
  return ({ lesion, detection }) => {
    const { score, certainty } = report.microbleeds[detection];
    return { ...lesionCells(lesion), result: `found, score ${score.toFixed(2)}, ${certainty}` };
  };
}

function missedRow(lesion) {
  return { ...lesionCells(lesion), result: "missed" };
}

function lesionCells({ id, centreMm, apparentRadiusMm, peakDepth }) {
  const centre = centreMm.map((mm) => mm.toFixed(0)).join(", ");
  return { id, centre, radius: `${apparentRadiusMm.toFixed(1)} mm`, depth: `${Math.round(100 * peakDepth)} %` };
}

function causes(falseMarks) {
  const counts = new Map();
  for (const { cause } of falseMarks) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([cause, count]) => `${cause} ${count}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}

async function renderSample() {
  const { renderPhantom } = await import("@cmb/synth");
  const { saveNifti } = await import("@cmb/io/node");
  const phantom = await renderPhantom(SAMPLE);
  await saveNifti(phantom.volume, SCAN);
  return phantom;
}

async function detect() {
  const cli = join(repositoryRoot, "packages", "cli", "bin", "cmb.js");
  const { code, output } = await run(process.execPath, [cli, "detect", SCAN, "--out", OUTPUT]);
  if (code !== 0) throw new Error(`cmb detect ended with ${code}:\n${output}`);
  return JSON.parse(readFileSync(join(OUTPUT, "sample-scan_cmb.json"), "utf8"));
}

async function main() {
  await bootstrap();
  console.log("Building …");
  const build = await runNx(["run-many", "-t", "build", "-p", "@cmb/cli,@cmb/synth"]);
  if (build.code !== 0) throw new Error(`the build ended with ${build.code}:\n${build.output}`);
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  console.log("Rendering a sample scan: a phantom with known microbleeds, veins and a calcification …");
  const phantom = await renderSample();
  console.log("Finding microbleeds: cmb detect demo-output/sample-scan.nii.gz --out demo-output …\n");
  const report = await detect();
  const { compareWithTruth } = await import("@cmb/synth");
  console.log(describeComparison(compareWithTruth(phantom, report.microbleeds), report).join("\n"));
  console.log(`\nThe report is ${join(OUTPUT, "sample-scan_cmb.html")}`);
}

if (isMain(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(`npm run demo: ${error.message}`);
    process.exitCode = 1;
  }
}
