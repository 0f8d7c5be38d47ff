import { describe, expect, it } from "vitest";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { describeRule } from "./describe-rule.js";

const plain = getProtocol("centroid-3mm");
const cut = overrideProtocol(plain, { scoreCut: { threshold: 0.4, includes: "from" } });

describe("describeRule", () => {
  it("says from which score predictions count, where they are cut by it", () => {
    const scores = (parameters: typeof plain.parameters): readonly string[] =>
      describeRule(parameters, "lists").flatMap(([topic, text]) => (topic === "Scores" ? [text] : []));
    expect(scores(cut.parameters)).toEqual(["predictions count from 0.4 on"]);
    expect(scores(plain.parameters)).toEqual([]);
  });

  it("says that nothing of a list is cut like a mask", () => {
    const lesions = describeRule(plain.parameters, "lists").map(([, text]) => text);
    expect(lesions).toContain("are taken as they were listed; no mask is cut");
    expect(describeRule(plain.parameters).map(([topic]) => topic)).toContain("Lesions of masks");
  });
});
