// Lists the programs of this folder, or builds the packages and runs one of them.
//
// Usage: npm run bench [-- NAME [ARGUMENT…]]
//
// A program is a file `<package>/<name>.mjs` whose head comment says how it is called. Those that measure us beside
// Python libraries take the interpreter from CMB_PYTHON, with fixtures/requirements.txt installed in it.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CALLED = /^\/\/.*(?:Usage:|node benchmarks\/|npm run bench)/m;

/** The programs: `{ name, path, title }`, where the title is the first sentence of the head comment. */
export function listPrograms(folder = HERE) {
  const groups = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = groups
    .filter(({ name }) => name !== "node_modules")
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((path) => path.endsWith(".mjs") && !path.endsWith(".test.mjs"));
  return paths.sort().flatMap((path) => {
    const head = /^(?:\/\/.*\n)+/.exec(readFileSync(path, "utf8"))?.[0] ?? "";
    if (!CALLED.test(head)) return [];
    const text = head.replaceAll(/^\/\/ ?/gm, "").replaceAll("\n", " ");
    return [{ name: basename(path, ".mjs"), path, title: /^.*?[.:](?= |$)/.exec(text)?.[0] ?? text.trim() }];
  });
}

function main([name, ...args]) {
  const programs = listPrograms();
  if (name === undefined) {
    for (const program of programs) console.log(`${program.name.padEnd(22)} ${program.title}`);
    console.log("\nRun one: npm run bench -- NAME");
    return 0;
  }
  const program = programs.find((one) => one.name === name);
  if (program === undefined) {
    console.error(`bench: no program ${name}; there are ${programs.map((one) => one.name).join(", ")}`);
    return 2;
  }
  const root = join(HERE, "..");
  const build = [join(root, "scripts", "nx.mjs"), "run-many", "-t", "build"];
  const built = spawnSync(process.execPath, build, { cwd: root, encoding: "utf8" });
  if (built.status !== 0) {
    console.error(built.stdout + built.stderr);
    return 1;
  }
  return spawnSync(process.execPath, [program.path, ...args], { cwd: root, stdio: "inherit" }).status ?? 1;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}
