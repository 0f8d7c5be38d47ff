// Every entry of every packed package can be imported and required, and has the names that its sources export.

import { runThere } from "../packed.mjs";
import { entriesOf, isValue, publicApi } from "../public-api.mjs";
import { listPackages } from "../workspace.mjs";

const LOADERS = {
  import: `const names = async (specifier) => Object.keys(await import(specifier));`,
  require: `const { createRequire } = await import("node:module");
const require = createRequire(process.cwd() + "/");
const names = (specifier) => Object.keys(require(specifier));`,
};

/** A program that prints what each entry exports, or why it cannot be loaded. */
function program(loader, specifiers) {
  return `${LOADERS[loader]}
const found = {};
for (const specifier of ${JSON.stringify(specifiers)}) {
  try {
    found[specifier] = (await names(specifier)).filter((name) => name !== "__esModule" && name !== "module.exports");
  } catch (error) {
    found[specifier] = error.code ? error.code + " " + error.message : String(error);
  }
}
console.log(JSON.stringify(found));`;
}

/** @param folder - where `installPacked` installed the packages of `root` */
export async function packed(root, folder) {
  const packages = listPackages(root);
  const wanted = new Map(packages.flatMap(publicApi).map(({ specifier, names }) => [specifier, names.filter(isValue)]));
  const specifiers = packages.flatMap(entriesOf).map(({ specifier }) => specifier);
  const findings = [];
  for (const loader of Object.keys(LOADERS)) {
    const told = await runThere(folder, ["--input-type=module", "-e", program(loader, specifiers)], loader);
    for (const [specifier, names] of Object.entries(JSON.parse(told))) {
      if (!Array.isArray(names)) findings.push(`${loader} of ${specifier} fails: ${names}`);
      else {
        const missing = wanted.get(specifier).filter(({ name }) => !names.includes(name));
        findings.push(...missing.map(({ name }) => `${loader} of ${specifier} lacks ${name}`));
      }
    }
  }
  return findings;
}
