// Every gate, cheapest first: prints `ok` or `FAIL` with what was found for each, and the counts. Results go to `.results/`.
//
// Usage: npm run check [-- GATE…]      without names: all of them
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { describeCounts, writeCounts } from "./results.mjs";
import { isMain, repositoryRoot } from "./workspace.mjs";

/** Prints what one gate found; a gate that throws has failed. */
async function runGate({ name, find }) {
  const start = performance.now();
  let findings;
  try {
    findings = await find();
  } catch (error) {
    findings = [error.message];
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(findings.length === 0 ? `ok    ${name} (${seconds} s)` : `FAIL  ${name} (${seconds} s)`);
  for (const finding of findings) console.log(`      ${finding.replaceAll("\n", "\n      ")}`);
  return findings.length === 0;
}

/** The gates of `names`, or all: an unknown name is an error. */
function selectGates(all, names) {
  const unknown = names.filter((name) => !all.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    throw new Error(`no gate ${unknown.join(", ")}; there are ${all.map(({ name }) => name).join(", ")}`);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

async function main(names) {
  await bootstrap();
  const { createGates } = await import("./gates.mjs");
  const { gates, close } = await createGates(repositoryRoot);
  let passed = 0;
  const selected = selectGates(gates, names);
  try {
    for (const gate of selected) passed += (await runGate(gate)) ? 1 : 0;
  } finally {
    await close();
  }
  return { passed, failed: selected.length - passed };
}

if (isMain(import.meta.url)) {
  let counts = { passed: 0, failed: 1 };
  try {
    counts = await main(process.argv.slice(2));
  } catch (error) {
    console.error(`npm run check: ${error.message}`);
  }
  writeCounts(join(repositoryRoot, ".results", "gates.json"), counts);
  console.log(`\nGates: ${describeCounts(counts)}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
