// Adds to package-lock.json the platform packages that npm left out.
//
// npm writes an optional platform package (`@biomejs/cli-darwin-arm64`) into the lock only when the registry that it
// asked has it. A mirror without them gives a lock that `npm ci` of npm 11 refuses and that leaves other platforms
// without their binaries. Run this after each change of a dependency.
//
// Usage: node scripts/complete-lockfile.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, repositoryRoot } from "./workspace.mjs";

const EXACT_VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const OPERATING_SYSTEMS = /\b(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/;
const PROCESSORS = /\b(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64|wasm32)\b/;

/** The key under which a package that lives at `from` finds `name`, as Node resolves it; undefined when it finds none. */
function resolveInLock(packages, from, name) {
  for (let folder = from; ; ) {
    const key = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (packages[key] !== undefined) return key;
    if (folder === "") return undefined;
    const above = folder.lastIndexOf("node_modules/");
    folder = above <= 0 ? "" : folder.slice(0, above - 1);
  }
}

/** What the name of a platform package says of the machines that it is for. */
function platformOf(name) {
  const os = OPERATING_SYSTEMS.exec(name)?.[1];
  const cpu = PROCESSORS.exec(name)?.[1];
  const libc = /musl/.test(name) ? "musl" : /-gnu$/.test(name) && os === "linux" ? "glibc" : undefined;
  return { os, cpu, libc };
}

/** The optional dependencies that the lock announces and does not hold: `{ parent, name, range }`. */
export function missingOptionalPackages(lock) {
  const missing = [];
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = resolveInLock(lock.packages, parent, name);
      const fits = found !== undefined && (!EXACT_VERSION.test(range) || lock.packages[found].version === range);
      if (!fits) missing.push({ parent, name, range });
    }
  }
  return missing;
}

/** A copy of the lock with an entry for each missing platform package, and the keys that were added. */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  const added = [];
  for (const { parent, name, range } of missingOptionalPackages(lock)) {
    const { os, cpu, libc } = platformOf(name);
    if (!EXACT_VERSION.test(range) || (os === undefined && cpu === undefined)) {
      throw new Error(
        `${name}@${range} of ${parent} is no platform package of an exact version: run npm install again`,
      );
    }
    const hoisted = `node_modules/${name}`;
    const key = packages[hoisted] === undefined ? hoisted : `${parent}/${hoisted}`;
    if (packages[key] !== undefined) continue;
    packages[key] = {
      version: range,
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(lock.packages[parent].dev === true ? { dev: true } : {}),
      ...(libc === undefined ? {} : { libc: [libc] }),
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
    };
    added.push(key);
  }
  const keys = Object.keys(packages).sort((a, b) => a.localeCompare(b, "en"));
  return { lock: { ...lock, packages: Object.fromEntries(keys.map((key) => [key, packages[key]])) }, added };
}

if (isMain(import.meta.url)) {
  const file = join(repositoryRoot, "package-lock.json");
  const { lock, added } = completeLock(JSON.parse(readFileSync(file, "utf8")));
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${added.length} platform packages added`);
}
