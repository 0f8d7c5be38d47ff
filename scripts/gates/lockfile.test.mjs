import { expect, it } from "vitest";
import { fixtureTree } from "./fixture-tree.mjs";
import { lockfile } from "./lockfile.mjs";

const tool = { version: "2.0.0", optionalDependencies: { "@tool/darwin-arm64": "2.0.0" } };

it("accepts a lock that holds every optional package", () => {
  const packages = { "": {}, "node_modules/tool": tool, "node_modules/@tool/darwin-arm64": { version: "2.0.0" } };
  expect(lockfile(fixtureTree({ "package-lock.json": { packages } }))).toEqual([]);
});

it("fails when a platform package is missing", () => {
  const root = fixtureTree({ "package-lock.json": { packages: { "": {}, "node_modules/tool": tool } } });
  expect(lockfile(root)).toEqual([
    "@tool/darwin-arm64@2.0.0 of node_modules/tool is not locked: run node scripts/complete-lockfile.mjs",
  ]);
});
