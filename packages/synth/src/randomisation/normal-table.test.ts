import { createRng } from "@cmb/core";
import { expect, it } from "vitest";
import { createNormals } from "./normal-table.js";

it("has the moments of the standard normal distribution and its share beyond two deviations", () => {
  const normal = createNormals(createRng(4));
  const draws = Float64Array.from({ length: 200_000 }, () => normal());
  const moment = (power: number): number => draws.reduce((sum, value) => sum + value ** power, 0) / draws.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.01);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015);
  expect(Math.abs(moment(3))).toBeLessThan(0.03);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  expect(Math.abs(draws.filter((value) => Math.abs(value) > 2).length / draws.length - 0.0455)).toBeLessThan(0.002);
});
