import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRng } from "@cmb/core";
import { build } from "tsup";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import { compose } from "../composition/compose.js";
import { flip } from "../spatial/flip.js";
import { comparable } from "../testdata/comparable.js";
import { madeScene } from "../testdata/made-scene.js";
import { add } from "../testdata/made-transforms.js";
import { drawnHistory, REPLAYED, replayedHashes } from "../testdata/replayed-history.js";
import { replay } from "./replay.js";

const scene = madeScene();

describe("replay", () => {
  it("does the same to another scene", async () => {
    const other = madeScene({ seed: 2 });
    const { history } = await augment(scene, flip({ axes: [1], probability: 1 }), createRng(1));
    const flipped = await flip().applyToScene(other, { axes: [1] });
    expect(comparable(await replay(other, history))).toStrictEqual(comparable(flipped));
  });

  it("knows transforms of others only when it is given them", async () => {
    const mine = compose([add(), flip()]);
    const { scene: after, history } = await augment(scene, mine, createRng(2));
    await expect(replay(scene, history)).rejects.toThrow(/no transform is called "add"/);
    const again = await replay(scene, history, { transforms: mine.definitions });
    expect(comparable(again)).toStrictEqual(comparable(after));
  });
});

describe("replay of what was tampered with", () => {
  const base = { degrees: [1, 2, 3], scales: [1, 1, 1], translationMm: [0, 0, 0], shears: [0, 0, 0] };
  const sampling = { interpolation: "linear", labelInterpolation: "nearest", outside: 0 };

  it.each([
    ["a parameter that is missing", "gamma", { range: "signed", retainStatistics: false }],
    ["a word for a number", "gamma", { gamma: "2", range: "signed", retainStatistics: false }],
    ["a number that JSON could not hold", "affine", { ...base, degrees: [1, null, 3], sampling }],
    ["a list that is too short", "affine", { ...base, scales: [1], sampling }],
    ["an object for a list", "flip", { axes: { 0: true } }],
    ["no shape", "cropOrPad", { from: [0, 0, 0], outside: 0 }],
    ["what should be in a list by itself", "motion", { axis: 2, movements: { time: 0.5 } }],
  ])("names the step for %s", async (_, name, parameters) => {
    const steps = [
      { name: "flip", parameters: { axes: [1] } },
      { name, parameters },
    ];
    await expect(replay(scene, { schemaVersion: 1, steps })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "history.steps[1].parameters" },
      message: expect.stringContaining(`"${name}"`),
    });
  });

  it("names the step of a composition's own parameters too", async () => {
    const steps = [{ name: "flip", parameters: {} }];
    await expect(compose([flip()]).applyToScene(scene, { steps })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "history.steps[0].parameters" },
    });
  });
});

describe("replay elsewhere", () => {
  it("gives known bytes here, as it must in a browser", async () => {
    expect(await replayedHashes(await drawnHistory())).toStrictEqual(REPLAYED);
  });

  it("gives the same bytes in another process, from the history as text", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cmb-replay-"));
    try {
      await build({
        entry: { replayed: fileURLToPath(new URL("../testdata/replayed-history.ts", import.meta.url)) },
        outDir: folder,
        config: false,
        format: "esm",
        target: "es2022",
        silent: true,
        noExternal: [/.*/],
        outExtension: () => ({ js: ".mjs" }),
        esbuildOptions: (options) => {
          options.conditions = ["@cmb/source"];
        },
      });
      const program = join(folder, "run.mjs");
      writeFileSync(
        program,
        `import { replayedHashes } from "./replayed.mjs";
process.stdout.write(JSON.stringify(await replayedHashes(JSON.parse(process.argv[2]))));`,
      );
      const history = JSON.stringify(await drawnHistory());
      const answer = execFileSync(process.execPath, [program, history], { encoding: "utf8" });
      expect(JSON.parse(answer)).toStrictEqual(REPLAYED);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
