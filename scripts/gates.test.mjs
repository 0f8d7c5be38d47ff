import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createGates } from "./gates.mjs";
import { repositoryRoot } from "./workspace.mjs";

describe("the table of gates", () => {
  const files = readdirSync(join(repositoryRoot, "scripts", "gates"));
  const named = files.filter((file) => !file.endsWith(".test.mjs") && file !== "fixture-tree.mjs");

  it("holds every gate of gates/", async () => {
    const { gates, close } = await createGates(repositoryRoot);
    await close();
    expect(gates.map(({ name }) => `${name}.mjs`).sort()).toEqual(named.sort());
  });

  it("has a test for each, where it is shown failing", () => {
    const tested = files.filter((file) => file.endsWith(".test.mjs")).map((file) => file.replace(".test.mjs", ".mjs"));
    // One installation serves the two gates over the packed packages.
    expect([...tested, "examples.mjs"].sort()).toEqual(named.sort());
  });
});
