// Makes a bare clone ready: checks Node, installs the dependencies when they are missing or out of step with the lock,
// and, for the tests, sees to a Chromium. It needs nothing but Node and npm.
//
// Usage: node scripts/bootstrap.mjs [--browser]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { provideChromium } from "./chromium.mjs";
import { isMain, repositoryRoot, runNpm } from "./workspace.mjs";

const MINIMUM_NODE = [20, 19];

/** What keeps this Node version from running the project; undefined when nothing does. */
export function nodeProblem(version) {
  const [major, minor] = version.split(".").map(Number);
  const enough = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
  return enough ? undefined : `Node ${version} is too old: install Node ${MINIMUM_NODE.join(".")} or newer`;
}

/**
 * True when every package of the lock that this machine must have is installed in that version. npm writes
 * `node_modules/.package-lock.json` last, so an interrupted installation counts as none.
 */
export function isInstalled(root) {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([key, { version, link, optional, devOptional, peer }]) =>
      !key.includes("node_modules/") ||
      (installed[key] === undefined
        ? optional === true || devOptional === true || peer === true
        : link === true || installed[key].version === version),
  );
}

/** Installs what is missing. @param options.browser - also find or install a Chromium, and set `CHROMIUM_PATH` */
export async function bootstrap({ browser = false } = {}) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) throw new Error(problem);
  if (!isInstalled(repositoryRoot)) {
    console.log("Installing the dependencies of package-lock.json (npm ci) …");
    const { code } = await runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { echo: true });
    if (code !== 0) {
      throw new Error(`npm ci ended with ${code}: see above; without the lock's help: npm install --no-save`);
    }
  }
  if (browser) process.env.CHROMIUM_PATH = await provideChromium();
}

if (isMain(import.meta.url)) {
  try {
    await bootstrap({ browser: process.argv.includes("--browser") });
  } catch (error) {
    console.error(`bootstrap: ${error.message}`);
    process.exitCode = 1;
  }
}
