import { describe, expect, it } from "vitest";
import { fixtureTree } from "./fixture-tree.mjs";
import { anchorsOf, links } from "./links.mjs";

const other = "# Volumes\n\n## What `data[0]` is\n\n## Size (mm)\n\n## Size (mm)\n";

describe("links", () => {
  it("accepts files, folders, anchors, other hosts, and what is only code", () => {
    const page = [
      "[a](docs/other.md) [b](docs/other.md#size-mm-1) [c](#here) [d](docs) [e](https://example.org/x#y) [f](mailto:a@b.c)",
      "# Here",
      "`[g](gone.md)`",
      "```ts",
      "list[0](gone)",
      "```",
    ].join("\n");
    expect(links(fixtureTree({ "README.md": page, "docs/other.md": other }))).toEqual([]);
  });

  it("makes anchors as GitHub does", () => {
    expect(anchorsOf(other)).toEqual(["volumes", "what-data0-is", "size-mm", "size-mm-1"]);
  });

  it.each([
    ["a file that is not there", "[a](docs/gone.md)", "leads nowhere"],
    ["a picture that is not there", "![a](docs/gone.png)", "leads nowhere"],
    ["a heading that is not there", "[a](docs/other.md#volume)", "names no heading there"],
    ["a heading of its own that is not there", "[a](#gone)", "names no heading there"],
    ["a file outside of the repository", "[a](../other.md)", "leaves the repository"],
  ])("fails on %s", (_, text, problem) => {
    const findings = links(fixtureTree({ "README.md": `${text} [b](docs/other.md)`, "docs/other.md": other }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(problem);
  });

  it("fails on a page of docs/ that no other page links to", () => {
    const files = { "docs/README.md": "[a](a.md)", "docs/a.md": "# A\n", "docs/b.md": "[self](b.md)" };
    expect(links(fixtureTree(files))).toEqual(["docs/b.md: no page links to it"]);
  });
});
