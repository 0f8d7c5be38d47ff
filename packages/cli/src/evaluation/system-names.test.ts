import { expect, it } from "vitest";
import { systemNames } from "./system-names.js";

it("systemNames takes as much of each path as tells all apart", () => {
  expect(systemNames(["runs/a", "runs/b.json"])).toEqual(["a", "b.json"]);
  expect(systemNames(["one/out", "two/out", "-"])).toEqual(["one/out", "two/out", "./-"]);
  expect(systemNames(["-", "x"])).toEqual(["stdin", "x"]);
  expect(systemNames(["a/one/out", "b/one/out"])).toEqual(["a/one/out", "b/one/out"]);
});
