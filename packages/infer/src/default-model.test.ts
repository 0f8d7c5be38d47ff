import { expect, it } from "vitest";
import { createDetector } from "./create-detector.js";
import { defaultModel } from "./default-model.js";

it("names the model that a detector takes unless told", async () => {
  const detector = await createDetector();
  expect(await defaultModel()).toEqual(detector.model);
  await detector.close();
});
