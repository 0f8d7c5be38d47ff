import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInstalled, nodeProblem } from "./bootstrap.mjs";
import { findChromium } from "./chromium.mjs";

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cmb-bootstrap-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("nodeProblem", () => {
  it("accepts Node 20.19 and newer and explains an older one", () => {
    expect(nodeProblem("20.19.0")).toBeUndefined();
    expect(nodeProblem("22.1.0")).toBeUndefined();
    expect(nodeProblem("20.18.1")).toMatch(/20\.18\.1 is too old/);
    expect(nodeProblem("18.20.0")).toMatch(/too old/);
  });
});

describe("isInstalled", () => {
  const lock = (packages) => JSON.stringify({ packages });
  const wanted = {
    "": {},
    "packages/core": { version: "0.0.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a-darwin": { version: "1.0.0", optional: true },
  };
  function install(packages) {
    mkdirSync(join(root, "node_modules"), { recursive: true });
    writeFileSync(join(root, "node_modules", ".package-lock.json"), lock(packages));
  }
  beforeEach(() => writeFileSync(join(root, "package-lock.json"), lock(wanted)));

  it("is false in a bare clone", () => expect(isInstalled(root)).toBe(false));

  it("is true when only another platform's package is missing", () => {
    install({ "node_modules/a": { version: "1.0.0" } });
    expect(isInstalled(root)).toBe(true);
  });

  it("is false when a package is missing or has another version", () => {
    install({});
    expect(isInstalled(root)).toBe(false);
    install({ "node_modules/a": { version: "0.9.0" } });
    expect(isInstalled(root)).toBe(false);
  });
});

describe("findChromium", () => {
  const none = () => undefined;

  it("takes CHROMIUM_PATH first and refuses one that does not exist", () => {
    const path = join(root, "my-chromium");
    writeFileSync(path, "");
    expect(findChromium({ CHROMIUM_PATH: path, PATH: "" }, none)).toBe(path);
    expect(() => findChromium({ CHROMIUM_PATH: `${path}-gone`, PATH: "" }, none)).toThrow(/does not exist/);
  });

  it("looks on the path, then asks Playwright", () => {
    writeFileSync(join(root, "google-chrome"), "");
    expect(findChromium({ PATH: root }, none)).toBe(join(root, "google-chrome"));
    expect(findChromium({ PATH: "/nowhere" }, () => "/playwright/chrome")).toBe("/playwright/chrome");
    expect(findChromium({ PATH: "/nowhere" }, none)).toBeUndefined();
  });
});
