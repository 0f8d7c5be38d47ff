import { expect, it } from "vitest";
import { pictureKey } from "./reported-evaluation.js";

it("pictureKey tells lesions apart, whatever their scan is called", () => {
  const keys = [
    pictureKey({ caseId: "a", side: "reference", number: 1 }),
    pictureKey({ caseId: "a", side: "prediction", number: 1 }),
    pictureKey({ caseId: "a", side: "reference", number: 11 }),
    pictureKey({ caseId: 'a","reference', side: "reference", number: 1 }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
