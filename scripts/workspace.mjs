// Where the repository is, which packages it has, and how a program is run in it. No dependency: it runs before the
// installation.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "..");

/** True in the file that was named on the command line. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl));
}

/** The path of a program that a dependency of this repository brings. */
export function binary(name) {
  return join(repositoryRoot, "node_modules", ".bin", name);
}

/** Each package under `packages/`: its folder, its short name and its manifest, in the order of the names. */
export function listPackages(root = repositoryRoot) {
  const parent = join(root, "packages");
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .map((short) => ({ short, folder: join(parent, short) }))
    .filter(({ folder }) => existsSync(join(folder, "package.json")))
    .map((entry) => ({ ...entry, manifest: JSON.parse(readFileSync(join(entry.folder, "package.json"), "utf8")) }));
}

/** Every file below `folder`, sorted, without what is installed, built or generated. */
export function listFiles(folder, accept = () => true) {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["node_modules", "dist", ".git", ".nx", ".results", "coverage", "reference"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...listFiles(path, accept));
    else if (accept(path)) found.push(path);
  }
  return found.sort();
}

/** A path as it is written in a finding: from the root, with forward slashes. */
export function shortPath(root, path) {
  return relative(root, path).split(sep).join("/");
}

/**
 * Runs a program to its end.
 *
 * @param options.echo - also pass the output on to this process's own
 * @returns the exit code (1 when a signal ended it) and all that it printed, in order
 */
export function run(command, args, { cwd = repositoryRoot, env = process.env, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
      if (echo) process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (echo) process.stderr.write(text);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}

/** What git prints, also where the clone belongs to another user than the one that runs this. */
export async function runGit(args, cwd) {
  const { code, stdout, output } = await run("git", ["-c", "safe.directory=*", ...args], { cwd });
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}: ${output.trim()}`);
  return stdout;
}

/** Runs npm: the one that started this script, else the one on the path. */
export function runNpm(args, options) {
  const script = process.env.npm_execpath;
  const own = script !== undefined && /npm-cli\.c?js$/.test(script) && existsSync(script);
  return own ? run(process.execPath, [script, ...args], options) : run("npm", args, options);
}
