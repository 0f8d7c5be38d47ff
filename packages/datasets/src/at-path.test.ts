import { CmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { atPath } from "./at-path.js";
import { failureOf } from "./testdata/read-all.js";

const failing = (error: unknown): Promise<string> => failureOf(() => atPath("a/b.nii", Promise.reject(error)));

describe("atPath", () => {
  it("puts the path before a message that lacks it, and only there", async () => {
    const bytes = { expectedBytes: 9, actualBytes: 5 };
    expect(await failing(new CmbError("TRUNCATED_DATA", "It ends after 5 bytes", bytes))).toBe(
      "TRUNCATED_DATA: a/b.nii: It ends after 5 bytes",
    );
    const named = new CmbError("FILE_NOT_READABLE", "x/a/b.nii is not there", { path: "x/a/b.nii" });
    expect(await failing(named)).toBe("FILE_NOT_READABLE: x/a/b.nii is not there");
  });

  it("says of a file with several volumes what to do about it here", async () => {
    const error = new CmbError("VOLUME_INDEX_REQUIRED", "pass volumeIndex", { volumes: 2 });
    expect(await failing(error)).toMatch(/^VOLUME_INDEX_REQUIRED: a\/b.nii holds 2 volumes, .*3-D file of its own$/);
  });

  it("lets through what is no failure of reading", async () => {
    expect(await failing(new Error("enough"))).toBe("Error: enough");
    expect(await atPath("a/b.nii", Promise.resolve(3))).toBe(3);
  });
});
