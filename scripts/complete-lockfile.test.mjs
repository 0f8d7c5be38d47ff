import { describe, expect, it } from "vitest";
import { completeLock, missingOptionalPackages } from "./complete-lockfile.mjs";

const lockWith = (packages) => ({ name: "fixture", lockfileVersion: 3, packages });
const tool = {
  version: "2.0.0",
  dev: true,
  optionalDependencies: {
    "@tool/darwin-arm64": "2.0.0",
    "@tool/linux-x64-musl": "2.0.0",
    "@tool/linux-x64-gnu": "2.0.0",
  },
};
const gnu = { version: "2.0.0", integrity: "sha512-x", cpu: ["x64"], dev: true, optional: true, os: ["linux"] };

describe("completeLock", () => {
  it("adds the platform packages that the registry did not serve, gated by what their names say", () => {
    const before = lockWith({ "": {}, "node_modules/@tool/linux-x64-gnu": gnu, "node_modules/tool": tool });
    const { lock, added } = completeLock(before);
    expect(added).toEqual(["node_modules/@tool/darwin-arm64", "node_modules/@tool/linux-x64-musl"]);
    expect(lock.packages["node_modules/@tool/darwin-arm64"]).toEqual({
      version: "2.0.0",
      cpu: ["arm64"],
      dev: true,
      optional: true,
      os: ["darwin"],
    });
    expect(lock.packages["node_modules/@tool/linux-x64-musl"].libc).toEqual(["musl"]);
    expect(lock.packages["node_modules/@tool/linux-x64-gnu"]).toBe(gnu);
    expect(missingOptionalPackages(lock)).toEqual([]);
  });

  it("keeps npm's order of the keys", () => {
    const { lock } = completeLock(
      lockWith({ "": {}, "node_modules/@tool/linux-x64-gnu": gnu, "node_modules/tool": tool }),
    );
    expect(Object.keys(lock.packages)).toEqual([
      "",
      "node_modules/@tool/darwin-arm64",
      "node_modules/@tool/linux-x64-gnu",
      "node_modules/@tool/linux-x64-musl",
      "node_modules/tool",
    ]);
  });

  it("nests the second version of a platform package below the tool that asks for it", () => {
    const host = "node_modules/host/node_modules/tool";
    const older = { version: "1.0.0", optionalDependencies: { "@tool/darwin-arm64": "1.0.0" } };
    const newer = { version: "2.0.0", optionalDependencies: { "@tool/darwin-arm64": "2.0.0" } };
    const { lock, added } = completeLock(lockWith({ "": {}, [host]: older, "node_modules/tool": newer }));
    expect(added).toEqual(["node_modules/@tool/darwin-arm64", "node_modules/tool/node_modules/@tool/darwin-arm64"]);
    expect(missingOptionalPackages(lock)).toEqual([]);
  });

  it("refuses an optional dependency that is no platform package of an exact version", () => {
    const host = { version: "1.0.0", optionalDependencies: { chokidar: "^4.0.0" } };
    expect(() => completeLock(lockWith({ "": {}, "node_modules/host": host }))).toThrow(/chokidar@\^4\.0\.0/);
  });
});
