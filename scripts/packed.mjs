// The packages as a user gets them: packed, and installed from the tarballs in an empty folder outside of the workspace.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listPackages, repositoryRoot, run, runNpm } from "./workspace.mjs";

/** The npm settings under which a script runs would redirect an installation elsewhere, so only the cache is kept. */
function plainEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || /^npm_(config_cache|execpath)$/i.test(name)),
  );
}

async function must(work, what) {
  const { code, output, stdout } = await work;
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${output.trim().slice(-2000)}`);
  return stdout;
}

/** Packs every package of `root` and installs the tarballs, with what their optional peers name; the new folder. */
export async function installPacked(root) {
  const folder = mkdtempSync(join(tmpdir(), "cmb-packed-"));
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs);
  const packages = listPackages(root);
  const env = plainEnvironment();
  const files = [];
  for (const { folder: from } of packages) {
    const told = await must(
      runNpm(["pack", "--json", "--pack-destination", tarballs], { cwd: from, env }),
      `npm pack in ${from}`,
    );
    files.push(`./tarballs/${JSON.parse(told)[0].filename}`);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...files, ...peersOf(packages, root)];
  await must(runNpm(install, { cwd: folder, env }), "npm install of the tarballs");
  copyFileSync(join(repositoryRoot, "scripts", "run-examples.mjs"), join(folder, "run-examples.mjs"));
  const has = (name) => packages.some(({ manifest }) => manifest.name === name);
  if (has("@cmb/synth") && has("@cmb/io"))
    await runThere(folder, ["--input-type=module", "-e", SAMPLE_SCAN], "the sample scan");
  return folder;
}

/** Examples may read `scan.nii.gz`: the packages make it themselves. */
const SAMPLE_SCAN = `import { renderPhantom } from "@cmb/synth";
import { saveNifti } from "@cmb/io/node";
const { volume } = await renderPhantom({ seed: 3, headScale: 0.6, microbleeds: 4, veins: 0 });
await saveNifti(volume, "scan.nii.gz");`;

/** The optional peers of the packages, in the versions of the workspace: some entries need them. */
function peersOf(packages, root) {
  const own = new Set(packages.map(({ manifest }) => manifest.name));
  const names = packages.flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {}));
  const versions = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies ?? {};
  return [...new Set(names)].filter((name) => !own.has(name)).map((name) => `${name}@${versions[name] ?? "*"}`);
}

/** Runs a program of Node in the folder; its standard output. */
export function runThere(folder, args, what) {
  return must(run(process.execPath, args, { cwd: folder, env: plainEnvironment() }), what);
}

export function removePacked(folder) {
  rmSync(folder, { recursive: true, force: true });
}
