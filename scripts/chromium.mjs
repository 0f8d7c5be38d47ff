// Finds the Chromium that the browser tests run in, or installs Debian's.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { run } from "./workspace.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onThePath(name, path) {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((candidate) => existsSync(candidate));
}

/** Where Playwright keeps its own Chromium, when it is installed. */
function ofPlaywright() {
  try {
    const path = createRequire(import.meta.url)("playwright").chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The path of a Chromium: `CHROMIUM_PATH`, then the system's, then Playwright's; undefined when there is none. */
export function findChromium(env = process.env, playwright = ofPlaywright) {
  const named = env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
  }
  for (const name of NAMES) {
    const found = onThePath(name, env.PATH ?? "");
    if (found !== undefined) return found;
  }
  return playwright();
}

/** The path of a Chromium; as root on Debian or Ubuntu it is installed when there is none. */
export async function provideChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium for the browser tests (apt-get) …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env, echo: true });
    const { output } = await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
    const installed = findChromium();
    if (installed !== undefined) return installed;
    console.error(output.slice(-2000));
  }
  throw new Error(
    "the browser tests need Chromium and there is none: install it (Debian: apt-get install chromium; elsewhere: " +
      "npx playwright install chromium) or set CHROMIUM_PATH to its executable",
  );
}
