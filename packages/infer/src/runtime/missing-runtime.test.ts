import { expect, it } from "vitest";
import { openLesionModel } from "../open-lesion-model.js";
import { fakePlatform } from "../testdata/fake-platform.js";
import { tinyModel } from "../testdata/tiny-model.js";
import { missingRuntime } from "./missing-runtime.js";

it("says what to install where the package that runs networks cannot be loaded, and why it could not", async () => {
  const cause = new Error("Cannot find package 'onnxruntime-node'\nRequire stack: …");
  const platform = {
    ...fakePlatform({ cpu: "works" }),
    loadRuntime: () => Promise.reject(missingRuntime("onnxruntime-node", "auto", cause)),
  };
  await expect(openLesionModel({ model: await tinyModel() }, platform)).rejects.toMatchObject({
    code: "BACKEND_UNAVAILABLE",
    message: expect.stringMatching(
      /Cannot find package 'onnxruntime-node'\); npm install onnxruntime-node, or give model/,
    ),
    details: { device: "auto", tried: [], reasons: { "onnxruntime-node": "Cannot find package 'onnxruntime-node'" } },
  });
});
