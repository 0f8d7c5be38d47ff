import { describe, expect, it } from "vitest";
import type { CommandContext } from "./command-context.js";
import { createProgressBar } from "./progress-bar.js";

const HALF = { stage: "reading voxels", completed: 5, total: 10 };
const CLEAR = "\r\u001b[K";

function terminal(isTTY: boolean, env: CommandContext["env"] = {}): { context: CommandContext; text: () => string } {
  let text = "";
  const stream = { isTTY, write: (more: string) => (text += more) };
  const { signal } = new AbortController();
  return { context: { stdout: stream, stderr: stream, env, signal }, text: () => text };
}

describe("createProgressBar", () => {
  it("draws over its own line on a terminal, without colours, and takes itself away", () => {
    const { context, text } = terminal(true);
    const bar = createProgressBar(context, false);
    bar.show("a.nii", HALF);
    expect(text()).toBe(`${CLEAR}[##########----------]  50 %  a.nii: reading voxels`);
    bar.clear();
    bar.clear();
    expect(text().endsWith(`voxels${CLEAR}`)).toBe(true);
  });

  it.each([
    ["stderr is no terminal", terminal(false), false],
    ["it is to be quiet", terminal(true), true],
    ["the terminal is dumb", terminal(true, { TERM: "dumb" }), false],
  ])("draws nothing where %s", (_, { context, text }, quiet) => {
    const bar = createProgressBar(context, quiet);
    bar.show("a.nii", HALF);
    bar.clear();
    expect(text()).toBe("");
  });
});
