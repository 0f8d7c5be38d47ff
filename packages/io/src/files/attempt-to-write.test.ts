import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attemptToWrite } from "./attempt-to-write.node.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cmb-attempt-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("attemptToWrite", () => {
  it("gives what the action gives", async () => {
    expect(await attemptToWrite("a", Promise.resolve(7))).toBe(7);
  });

  it("names the path and the reason of a failure, and keeps its cause", async () => {
    const path = join(folder, "none", "deeper");
    const failure = attemptToWrite(path, mkdir(path));
    const cause = expect.objectContaining({ cause: expect.objectContaining({ code: "ENOENT" }) });
    const message = expect.stringMatching(/deeper could not be written \(ENOENT/);
    await expect(failure).rejects.toEqual(
      expect.objectContaining({ code: "FILE_NOT_WRITABLE", details: { path }, message, cause }),
    );
  });
});
