import { describe, expect, it } from "vitest";
import { drawnHistory, REPLAYED, replayedHashes } from "../testdata/replayed-history.js";

describe("replay in a browser", () => {
  it("gives the bytes that Node gives", async () => {
    const history = JSON.parse(JSON.stringify(await drawnHistory()));
    expect(await replayedHashes(history)).toStrictEqual(REPLAYED);
  });
});
