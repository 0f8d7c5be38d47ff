import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createInbox } from "./create-inbox.js";

describe("createInbox", () => {
  it("waits for what comes", async () => {
    const inbox = createInbox<number>();
    setTimeout(() => inbox.put(7), 5);
    expect(await inbox.take()).toBe(7);
  });

  it("gives what is in it after it was closed, and then undefined", async () => {
    const inbox = createInbox<number>();
    inbox.put(1);
    inbox.close();
    expect([await inbox.take(), await inbox.take(), await inbox.take()]).toEqual([1, undefined, undefined]);
  });

  it("lets go of a reader who waits when it is closed", async () => {
    const inbox = createInbox<number>();
    setTimeout(inbox.close, 5);
    expect(await inbox.take()).toBeUndefined();
  });

  it("throws the first failure, after what came before it", async () => {
    const inbox = createInbox<number>();
    inbox.put(1);
    inbox.fail(new Error("first"));
    inbox.fail(new Error("second"));
    expect(await inbox.take()).toBe(1);
    await expect(inbox.take()).rejects.toThrow("first");
  });

  it("wakes a reader who waits with a failure", async () => {
    const inbox = createInbox<number>();
    setTimeout(() => inbox.fail(new Error("lost")), 5);
    await expect(inbox.take()).rejects.toThrow("lost");
  });

  describe("properties", () => {
    it("keeps order and loses nothing, whenever things come", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 20 }), async (delays) => {
          const inbox = createInbox<number>();
          const sending = (async (): Promise<void> => {
            for (const [n, delay] of delays.entries()) {
              for (let turn = 0; turn < delay; turn++) await Promise.resolve();
              inbox.put(n);
            }
            inbox.close();
          })();
          const taken: number[] = [];
          for (let item = await inbox.take(); item !== undefined; item = await inbox.take()) taken.push(item);
          await sending;
          expect(taken).toEqual(delays.map((_, n) => n));
        }),
      );
    });
  });
});
