import { describe, expect, it } from "vitest";
import { BURDEN_SCHEMES, burdenClass } from "../classification/burden-class.js";
import { readFixture } from "../testdata/read-fixture.js";
import { ariaHGrade } from "./aria-h-grade.js";
import { bostonCriteria } from "./boston-criteria.js";

interface Fixture {
  readonly ariaH: {
    readonly microhaemorrhage: readonly { readonly grade: string; readonly min: number; readonly max: number | null }[];
    readonly cases: readonly { readonly new: number; readonly siderosisAreas?: number; readonly grade: string }[];
  };
  readonly boston2: {
    readonly cases: readonly {
      readonly lobarCmb: number;
      readonly deepCmb: number;
      readonly age: number;
      readonly cssFoci?: number;
      readonly whiteMatterFeature?: boolean;
      readonly result: string;
    }[];
  };
  readonly burdenClasses: readonly {
    readonly name: string;
    readonly classes?: readonly string[];
    readonly threshold?: string;
  }[];
}

const { ariaH, boston2, burdenClasses } = readFixture<Fixture>("peers/clinical-rules.json");

describe("ariaHGrade beside the guideline's table", () => {
  it.each(ariaH.cases)("%o", (each) => {
    expect(ariaHGrade({ newMicrohaemorrhages: each.new, siderosisAreas: each.siderosisAreas })).toBe(each.grade);
  });
  it("holds at both ends of every class, as the burden scheme does", () => {
    const scheme = BURDEN_SCHEMES.find(({ name }) => name === "ariaH");
    for (const { grade, min, max } of ariaH.microhaemorrhage) {
      for (const count of [min, max ?? 10 * min]) {
        expect(ariaHGrade({ newMicrohaemorrhages: count })).toBe(grade);
        expect(scheme && burdenClass(count, scheme)).toBe(grade);
      }
    }
  });
});

describe("bostonCriteria beside the guideline's cases", () => {
  it.each(boston2.cases)("%o", (each) => {
    const { category, reason } = bostonCriteria({
      ageYears: each.age,
      lobarMicrobleeds: each.lobarCmb,
      deepMicrobleeds: each.deepCmb,
      corticalSiderosisFoci: each.cssFoci,
      hasWhiteMatterFeature: each.whiteMatterFeature,
      cerebellarIs: "neither",
    });
    expect(category === "notMet" ? `not met (${reason})` : category).toBe(each.result);
  });
});

describe("burden schemes beside the list of rules", () => {
  it("has every class list and threshold of it", () => {
    for (const { classes, threshold } of burdenClasses) {
      const wanted = classes ?? [threshold];
      const found = BURDEN_SCHEMES.some(({ labels }) => wanted.every((label) => labels.includes(label ?? "")));
      expect([wanted, found]).toEqual([wanted, true]);
    }
  });
});
