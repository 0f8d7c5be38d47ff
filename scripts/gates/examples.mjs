// The examples of README files, pages and doc comments run against the packed packages, by import and by require, and
// give what they claim.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileExample, listExamples } from "../fences.mjs";
import { runThere } from "../packed.mjs";
import { binary, repositoryRoot, run } from "../workspace.mjs";

const COMPILER_OPTIONS = {
  strict: true,
  target: "ES2022",
  lib: ["ES2023", "DOM", "ESNext.Disposable"],
  module: "NodeNext",
  moduleDetection: "force",
  noEmit: true,
  skipLibCheck: true,
  types: ["node"],
  typeRoots: [join(repositoryRoot, "node_modules", "@types")],
};

/** @param folder - where `installPacked` installed the packages of `root` */
export async function examples(root, folder) {
  const found = listExamples(root);
  if (found.length === 0) return ["no page and no doc comment has an example"];
  const findings = new Map();
  for (const format of ["esm", "cjs"]) {
    const programs = new Map();
    for (const [index, example] of found.entries()) {
      const place = `${example.file}:${example.line}`;
      const file = `example-${index}.${format === "esm" ? "mjs" : "cjs"}`;
      try {
        writeFileSync(join(folder, file), compileExample(example, format));
        programs.set(file, place);
      } catch (error) {
        findings.set(place, error.message);
      }
    }
    const told = await runThere(folder, ["run-examples.mjs", format, ...programs.keys()], `the examples as ${format}`);
    for (const [file, message] of Object.entries(JSON.parse(told))) {
      const place = programs.get(file);
      if (!findings.has(place)) findings.set(place, `as ${format}: ${message}`);
    }
  }
  const typed = found.filter((example) => example.typed && !findings.has(`${example.file}:${example.line}`));
  for (const [place, message] of await typeProblems(typed, folder)) findings.set(place, message);
  return [...findings].map(([place, message]) => `${place} ${message}`);
}

/** What a user's compiler says of the TypeScript examples, against the declarations that the packages ship. */
async function typeProblems(found, folder) {
  const sources = join(folder, "types");
  rmSync(sources, { recursive: true, force: true });
  mkdirSync(sources);
  for (const [index, { code }] of found.entries()) writeFileSync(join(sources, `example-${index}.ts`), code);
  writeFileSync(join(sources, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(sources, "tsconfig.json"),
    JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["*.ts"] }),
  );
  const { output } = await run(binary("tsc"), ["--pretty", "false", "-p", "."], { cwd: sources });
  return [...output.matchAll(/^example-(\d+)\.ts\((\d+),\d+\): error (.*)$/gm)].map(([, index, row, message]) => {
    const { file, line } = found[Number(index)];
    return [`${file}:${line + Number(row)}`, `has a type error: ${message}`];
  });
}
