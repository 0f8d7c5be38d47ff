import { affineFromSpacing, createVolume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { zoom } from "./zoom.js";

const sampling = { interpolation: "linear", labelInterpolation: "nearest", outside: "minimum" } as const;

standardTests("zoom", {
  transform: zoom,
  options: { factor: [1.1, 1.3] },
  identity: { factor: 1, sampling },
  identityTolerance: 1e-4,
  moves: true,
  refused: { factor: -1 },
});

describe("zoom", () => {
  const volume = createVolume(
    Float32Array.from({ length: 9 ** 3 }, (_, v) => 7 + (v % 9)),
    [9, 9, 9],
    affineFromSpacing([1, 1, 1]),
  );
  const along = async (factor: number) => [
    ...(await zoom().apply(volume, { factor, sampling })).data.subarray(9 * 40, 9 * 41),
  ];

  it("shows the lowest value around what has become smaller", async () => {
    expect(await along(0.5)).toStrictEqual([7, 7, 7, 9, 11, 13, 15, 7, 7]);
  });

  it("needs no value for beyond what has become larger", async () => {
    expect(await along(2)).toStrictEqual([9, 9.5, 10, 10.5, 11, 11.5, 12, 12.5, 13]);
  });
});
