import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { repositoryRoot, runGit } from "../scripts/workspace.mjs";
import { listPrograms } from "./run.mjs";

const run = fileURLToPath(new URL("./run.mjs", import.meta.url));

describe("npm run bench", () => {
  it("lists every program with what it measures", () => {
    const programs = listPrograms();
    const names = programs.map(({ name }) => name);
    expect(names).toContain("connected-components");
    expect(new Set(names).size).toBe(names.length);
    const lines = execFileSync(process.execPath, [run], { encoding: "utf8" }).split("\n");
    for (const { name, path, title } of programs) {
      expect(existsSync(path)).toBe(true);
      expect(lines.some((line) => line.startsWith(name) && line.endsWith(title))).toBe(true);
    }
  });

  it("has every program that a page or a head comment tells to run", async () => {
    const names = new Set(["NAME", ...listPrograms().map(({ name }) => name)]);
    const paths = (await runGit(["ls-files", "-z", "--", "*.md", "*.mjs"], repositoryRoot)).split("\0").filter(Boolean);
    const called = paths.flatMap((path) => {
      const text = readFileSync(join(repositoryRoot, path), "utf8");
      return [...text.matchAll(/npm run bench -- ([\w/-]+)/g)].map(([, name]) => ({ path, name }));
    });
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter(({ name }) => !names.has(name))).toEqual([]);
  });

  it("refuses a name that it does not know", () => {
    const { status, stderr } = spawnSync(process.execPath, [run, "nothing"], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toContain("no program nothing; there are");
  });
});
