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
