import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { installPacked, removePacked } from "../packed.mjs";
import { examples } from "./examples.mjs";
import { fixtureManifest, fixtureTree } from "./fixture-tree.mjs";
import { packed } from "./packed.mjs";

const manifest = fixtureManifest("@cmb/core", { files: ["dist"] });
const readme = `
\`\`\`ts
import { isCmbError, sum } from "@cmb/core";
const total = sum([1, 2]); // => 3
console.log(sum([0.1, 0.204])); // => 0.30
sum([]); // throws EMPTY_VOLUME
try {
  sum([]);
} catch (error) {
  console.log((error as Error).message);
}
\`\`\`
`;
const working = {
  "package.json": {},
  "packages/core/package.json": manifest,
  "packages/core/README.md": readme,
  "packages/core/src/index.ts":
    '/**\n * @example\n * ```ts\n * import { sum } from "@cmb/core";\n * sum([2, 2]); // => 4\n * ```\n */\n' +
    "export function sum(list: readonly number[]): number { return list.length; }\nexport const isCmbError = true;\n",
  "packages/core/dist/index.d.ts":
    "export declare function sum(list: readonly number[]): number;\nexport declare const isCmbError: boolean;\n",
  "packages/core/dist/index.js":
    'export const sum = (list) => {\n  if (list.length === 0) throw Object.assign(new Error("no number"), { code: "EMPTY_VOLUME" });\n' +
    "  return list.reduce((a, b) => a + b);\n};\nexport const isCmbError = true;\n",
};

let installed;
/** The working package, installed once for all tests that leave it as it is. */
function installedOnce() {
  installed ??= installPacked(fixtureTree(working));
  return installed;
}
afterAll(async () => removePacked(await installed));

describe("packed", () => {
  /** The findings on the working package with these files in place of its own. */
  async function findingsOf(files) {
    const root = fixtureTree({ ...working, ...files });
    const folder = await installPacked(root);
    onTestFinished(() => removePacked(folder));
    return packed(root, folder);
  }
  const dist = "packages/core/dist/index.js";

  it("accepts a package that can be imported and required", async () => {
    expect(await packed(fixtureTree(working), await installedOnce())).toEqual([]);
  });

  it("fails on a package that cannot be required", async () => {
    const exports = { ".": { "@cmb/source": "./src/index.ts", import: "./dist/index.js" } };
    const findings = await findingsOf({ "packages/core/package.json": { ...manifest, exports } });
    expect(findings).toEqual([expect.stringMatching(/^require of @cmb\/core fails: ERR_PACKAGE_PATH_NOT_EXPORTED/)]);
  });

  it("fails on a top-level await", async () => {
    const findings = await findingsOf({ [dist]: `${working[dist]}await undefined;\n` });
    expect(findings).toEqual([expect.stringMatching(/^require of @cmb\/core fails: ERR_REQUIRE_ASYNC_MODULE/)]);
  });

  it("fails on a file that was not packed", async () => {
    const findings = await findingsOf({ "packages/core/package.json": { ...manifest, files: ["src"] } });
    expect(findings[0]).toMatch(/^import of @cmb\/core fails: ERR_MODULE_NOT_FOUND/);
  });

  it("fails on a name that the packed entry lacks", async () => {
    const source = "packages/core/src/index.ts";
    const root = fixtureTree({ ...working, [source]: `${working[source]}export const product = 1;\n` });
    expect(await packed(root, await installedOnce())).toEqual([
      "import of @cmb/core lacks product",
      "require of @cmb/core lacks product",
    ]);
  });
});

describe("examples", () => {
  const wrong = {
    value: ["sum([1, 2]); // => 4", /gives 3, not 4/],
    digit: ["console.log(sum([0.1, 0.22])); // => 0.30", /gives 0\.32, not 0\.30/],
    silence: ["sum([1]); // throws EMPTY_VOLUME", /throws nothing, not EMPTY_VOLUME/],
    code: ["sum([]); // throws OUT_OF_RANGE", /throws EMPTY_VOLUME, not OUT_OF_RANGE/],
    name: ['import { total } from "@cmb/core";\ntotal();', /total/],
    claim: ["for (const a of [1]) {\n  sum([a]); // => 1\n}", /claims are not at the end/],
    type: ["const total: string = sum([1, 2]);", /:3 has a type error: TS2322/],
    syntax: ["sum([1, 2; // => 3", /expected/],
  };
  const comment = "packages/core/src/index.ts";
  let told;
  /** The findings on the working package with one wrong page for each kind, and a wrong doc comment. */
  async function allFindings() {
    const pages = Object.entries(wrong).map(([kind, [code]]) => [
      `docs/${kind}.md`,
      `\`\`\`ts\nimport { sum } from "@cmb/core";\n${code}\n\`\`\`\n`,
    ]);
    const changed = {
      ...working,
      ...Object.fromEntries(pages),
      [comment]: working[comment].replace("// => 4", "// => 5"),
    };
    return examples(fixtureTree(changed), await installedOnce());
  }

  it("accepts examples that give and throw what they claim, by import and by require", async () => {
    expect(await examples(fixtureTree(working), await installedOnce())).toEqual([]);
  });

  it.each(Object.entries(wrong))("fails on a wrong %s in a page", async (kind, [, finding]) => {
    told ??= allFindings();
    const findings = (await told).filter((text) => text.startsWith(`docs/${kind}.md:`));
    expect(findings).toEqual([expect.stringMatching(finding)]);
  });

  it("fails on a wrong value in a doc comment", async () => {
    told ??= allFindings();
    expect(await told).toContainEqual(expect.stringMatching(/^packages\/core\/src\/index\.ts:3 .*gives 4, not 5/));
    expect(await told).toHaveLength(Object.keys(wrong).length + 1);
  });

  it("fails on a project without any example", async () => {
    expect(await examples(fixtureTree({ "README.md": "# Title\n" }), "nowhere")).toEqual([
      "no page and no doc comment has an example",
    ]);
  });
});
