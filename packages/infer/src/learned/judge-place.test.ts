import { describe, expect, it } from "vitest";
import { judgePlace } from "./judge-place.js";

const place = { region: null, majority: "cortex", brainVoxels: 1, voxels: 9, fluidShare: 1 } as const;

describe("judgePlace", () => {
  it("drops what has no voxel in the brain, and keeps what has one", () => {
    expect(judgePlace({ ...place, brainVoxels: 0 })).toEqual({
      stage: "location",
      reason: "none of its 9 voxels is in the brain",
    });
    expect(judgePlace({ ...place, brainVoxels: 0, voxels: 1 })?.reason).toBe("its 1 voxel is not in the brain");
    expect(judgePlace(place)).toBeUndefined();
  });

  it("drops what lies well inside of a ventricle, and not what lies at its wall", () => {
    const inside = { ...place, majority: "ventricle" } as const;
    expect(judgePlace(inside)?.reason).toBe("inside of a ventricle: 100 % fluid within 5 mm of its centre");
    expect(judgePlace({ ...inside, fluidShare: 0.9 })).toBeUndefined();
  });
});
