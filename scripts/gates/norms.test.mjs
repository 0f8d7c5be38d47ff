import { describe, expect, it } from "vitest";
import { fixtureManifest, fixtureTree } from "./fixture-tree.mjs";
import { norms } from "./norms.mjs";

function findingsOf(text, path = "dice.ts", others = {}) {
  const files = Object.entries({ [path]: text, ...others }).map(([name, content]) => [
    `packages/core/src/${name}`,
    content,
  ]);
  return norms(
    fixtureTree({ "packages/core/package.json": fixtureManifest("@cmb/core"), ...Object.fromEntries(files) }),
  );
}
const test = { "dice.test.ts": 'it("adds", () => {});' };
const index = { "index.ts": 'export { dice } from "./dice.js";' };
const body = (lines) => Array.from({ length: lines }, (_, n) => `  total += ${n};`).join("\n");

describe("norms", () => {
  it("accepts a short source with a test beside it", () => {
    const source = "export function dice(): number {\n  return 1;\n}\n";
    expect(findingsOf(source, "dice.ts", { ...test, ...index })).toEqual([]);
  });

  it("fails on a public function without a test beside it, and leaves a private one alone", () => {
    const source = "export function dice(): number {\n  return 1;\n}\n";
    expect(findingsOf(source, "dice.ts", index)).toEqual([
      "packages/core/src/dice.ts has a public function and no test beside it",
    ]);
    expect(findingsOf(source)).toEqual([]);
  });

  it.each([
    ["a long file", `${"const a = 1;\n".repeat(401)}`, " has 401 lines, of at most 400"],
    ["a long function", `function f() {\n${body(80)}\n}\n`, ":1 f has 82 lines, of at most 80"],
    [
      "a kernel beyond its own limit",
      `// kernel: hot\nfunction f() {\n${body(120)}\n}\n`,
      ":2 f has 122 lines, of at most 120",
    ],
    ["many parameters", "const f = (a, b, c, d, e) => {};", " takes 5 parameters"],
    ["deep nesting", "function f(a) {\n for (;;) for (;;) for (;;) if (a) while (a) a--;\n}", ":1 f nests 5 deep"],
    ["Math.random", "const a = Math.random();", ":1 Math.random"],
    ["the clock", "const a = Date.now();", ":1 the time of day"],
    ["generated code", 'const a = new Function("return 1");', ":1 code made at run time"],
    ["a silenced check", "// @ts-ignore\nconst a: string = 1;", ":1 a silenced check"],
    ["unfinished work", `// ${"TO"}DO: later\n`, ":1 unfinished work"],
  ])("fails on %s", (_, text, finding) => {
    const findings = findingsOf(text);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(finding);
  });

  it("accepts a kernel of 100 lines and a chain of else if", () => {
    expect(findingsOf(`// kernel: hot\nfunction f() {\n${body(100)}\n}\n`)).toEqual([]);
    expect(
      findingsOf("function f(a) { if (a) a--; else if (a) a--; else if (a) a--; else if (a) a--; else if (a) a--; }"),
    ).toEqual([]);
  });

  it("fails on a name that says nothing, and on a test that runs alone", () => {
    expect(findingsOf("const a = 1;\n", "utils.ts")[0]).toContain("has a name that says nothing");
    expect(findingsOf(`it.${"only"}("adds", () => {});`, "dice.test.ts")[0]).toContain("runs alone");
  });
});
