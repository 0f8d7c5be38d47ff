import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { fixtureTree } from "./fixture-tree.mjs";
import { voice } from "./voice.mjs";

function repositoryWith(files) {
  const root = fixtureTree(files);
  execFileSync("git", ["init", "-q"], { cwd: root });
  return root;
}

describe("voice", () => {
  it("accepts a page about the project", async () => {
    const page =
      "See https://example.org/home/x, `src/home/a.ts`, and ../shared/data where it exists.\n\n# Title\n=======x\n";
    expect(await voice(repositoryWith({ "README.md": page, ".gitignore": "ignored/", "ignored/a.log": "" }))).toEqual(
      [],
    );
  });

  it.each([
    ["a path of one machine", "run it in /home/ann/cmb", "README.md:1 a path of one machine"],
    ["a file beside the repository", "see ../shared/notes.md", "README.md:1 a file beside the repository"],
    ["unfinished text", "TODO: numbers", "README.md:1 unfinished text"],
    ["a merge conflict", "<<<<<<< HEAD", "README.md:1 a merge conflict"],
  ])("fails on %s", async (_, text, finding) => {
    const findings = await voice(repositoryWith({ "README.md": text }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(finding);
  });

  it("fails on debris and on a large file", async () => {
    const root = repositoryWith({ "npm-debug.log": "", "fixtures/head.nii": "0".repeat(1024 * 1024 + 1) });
    expect(await voice(root)).toEqual([
      "fixtures/head.nii has 1048577 bytes, of at most 1048576",
      "npm-debug.log is debris: remove it",
    ]);
  });

  it("lets weights of networks be larger than other files, and not endlessly", async () => {
    const weights = (bytes) => repositoryWith({ "packages/models/lesions.onnx": "0".repeat(bytes) });
    expect(await voice(weights(4 * 1024 * 1024))).toEqual([]);
    expect(await voice(weights(4 * 1024 * 1024 + 1))).toEqual([
      "packages/models/lesions.onnx has 4194305 bytes, of at most 4194304",
    ]);
  });
});
