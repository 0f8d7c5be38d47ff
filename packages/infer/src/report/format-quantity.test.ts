import { expect, it } from "vitest";
import { counted, fixed } from "./format-quantity.js";

it("writes a fixed number of decimals, a true minus sign and no negative zero", () => {
  expect([fixed(1.25, 1), fixed(-3.04, 1), fixed(-0.04, 1), fixed(7, 0)]).toEqual(["1.3", "−3.0", "0.0", "7"]);
});

it("puts a noun into the plural unless there is exactly one", () => {
  expect([counted(0, "mark"), counted(1, "mark"), counted(2, "mark")]).toEqual(["0 marks", "1 mark", "2 marks"]);
});
