import { describe, expect, it } from "vitest";
import type { NetworkSession } from "./network-session.js";
import { releaseSessions } from "./release-sessions.js";

describe("releaseSessions", () => {
  it("releases each session that there is", async () => {
    const released: string[] = [];
    const session = (name: string): NetworkSession => ({
      run: () => Promise.resolve({}),
      release: async () => void released.push(name),
    });
    await releaseSessions({ lesions: [session("a"), session("b")], verifier: session("c") });
    await releaseSessions({ lesions: [session("d")], regions: session("e") });
    expect(released.sort()).toEqual(["a", "b", "c", "d", "e"]);
  });
});
