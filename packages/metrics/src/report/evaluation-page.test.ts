import { describe, expect, it } from "vitest";
import { caseForProtocol } from "../evaluation/case-for-protocol.js";
import type { EvaluationCase } from "../evaluation-case.js";
import { getProtocol } from "../protocols/list-protocols.js";
import { overrideProtocol } from "../protocols/override-protocol.js";
import { paintBoxes } from "../testdata/boxes.js";
import { REPORTED_SCANS, reportOf } from "../testdata/reported-scans.js";
import { formatEvaluationHtml } from "./format-evaluation-html.js";
import { formatEvaluationText } from "./format-evaluation-text.js";

const at = (x: number, score?: number, location?: string) => ({
  centreMm: [x, 0, 0] as const,
  ...(score !== undefined && { score }),
  ...(location !== undefined && { location }),
});
const pageOf = (scans: readonly EvaluationCase[], options: Parameters<typeof reportOf>[1] = {}): string =>
  formatEvaluationHtml([reportOf(scans, options)]);
/** The cells of the first row of that name. */
const rowOf = (page: string, name: string): readonly string[] => {
  const [, row = ""] = new RegExp(`<tr><th scope="row">${name}</th>(.*?)</tr>`).exec(page) ?? [];
  return [...row.matchAll(/<td class="[^"]*">([^<]*)<\/td>/g)].map(([, cell = ""]) => cell.replaceAll("\u00A0", " "));
};
const perfect = ["a", "b", "c"].map((id, n) => ({ id, reference: [at(n)], prediction: [at(n, 0.5 + n / 10)] }));

describe("what a reader of statistics asks of the page of results", () => {
  it("says over how many scans each mean and median is", () => {
    const page = pageOf(REPORTED_SCANS);
    expect(page).toContain('<th scope="col" class="n">n scans</th>');
    // Precision is undefined without predictions, sensitivity without references.
    expect(rowOf(page, "Precision").at(-1)).toBe("2");
    expect(rowOf(page, "Sensitivity").at(-1)).toBe("3");
    expect(rowOf(page, "False positives").at(-1)).toBe("4");
    expect(rowOf(page, "False positives")[0]).toBe("2");
  });
  it("marks an interval without width and says what that means, and only then", () => {
    const page = pageOf(perfect);
    expect(rowOf(page, "Sensitivity")[0]).toBe("1.000 [1.000, 1.000] †");
    expect(page).toMatch(/<\/table><\/div><p class="small">† An interval without width/);
    expect(page).toMatch(/An interval without width[^}]*\}\n\\begin\{tabular\}/);
    expect(page).toContain("$\\dagger$");
    expect(formatEvaluationText(reportOf(perfect))).toContain("\n† An interval without width");
    const wide = pageOf(REPORTED_SCANS);
    expect(rowOf(wide, "Sensitivity")[0]).toMatch(/\]$/);
  });
  it("claims no intervals for one scan", () => {
    const page = pageOf(perfect.slice(0, 1));
    expect(page).toContain("No intervals: one scan says nothing about the spread between them.");
    expect(page).toContain("Protocol centroid-3mm: 1 scan, 1 reference lesion, 1 prediction.");
    expect(page).not.toMatch(
      /shaded band|>Number of lesions<|\[–|95 % interval|\b1 (scans|predictions|true positives)\b/,
    );
  });
  it("tells what is held beyond the last operating point from what was measured", () => {
    const page = pageOf(REPORTED_SCANS);
    // Two false positives in four scans: the curve ends at 0.5.
    expect(rowOf(page, "Sensitivity at 0.5 per scan")[1]).toBe("");
    expect(rowOf(page, "Sensitivity at 1 per scan")[1]).toBe("held");
    expect(rowOf(page, "Their mean")[1]).toBe("4 of 7 held");
    expect(page).toContain("the curve ends at 0.500 false positives per scan");
    const place = (name: string): readonly number[] => {
      const [, d = ""] = new RegExp(`<path class="${name}" d="([^"]+)"`).exec(page) ?? [];
      return [...d.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x));
    };
    const [measured, held] = [place("line series0"), place("line held series0")];
    // 1/8 to 8 is six octaves over 62 to 584: 0.5 stands at 236.
    expect([measured[0], measured.at(-1), held[0], held.at(-1)]).toEqual([62, 236, 236, 584]);
    expect(page.match(/<circle class="dot held series0"/g)).toHaveLength(4);
    expect(formatEvaluationText(reportOf(REPORTED_SCANS))).toMatch(/ at 0\.5, [\d.]+ at 1 \(held\)/);
  });
  it("says over which scans the false positives of a location are", () => {
    const strata = { locations: true };
    const page = pageOf(REPORTED_SCANS, { strata });
    expect(page).toContain("<caption>By location of the lesions. False positives per scan are over all 4 scans of the");
    expect(page).toContain('<th scope="col" class="n">Scans with any there</th>');
    const protocol = overrideProtocol(getProtocol("centroid-3mm"), { falsePositivesOver: "nonEmpty" });
    const other = pageOf(REPORTED_SCANS, { strata, protocol });
    expect(other).toContain("are over the scans with a lesion there on either side.");
  });
  it("shows false positives alone for a group without reference lesions", () => {
    const empty = { id: "five", reference: [], prediction: [at(9, 0.4)], covariates: { sequence: "SWI+" } };
    const page = pageOf([...REPORTED_SCANS, empty], { strata: { covariates: { sequence: "values" } } });
    expect(rowOf(page, "SWI\\+")).toEqual(["1", "0", "–", "–", "1.000", "–"]);
    expect(page.split('<th scope="row">SWI+</th>')[1]?.split("</tr>")[0]).not.toMatch(/class="(mark|whisker)"/);
  });
  it("marks the F1 that each protocol's source reports", () => {
    const image = paintBoxes([8, 8, 8], [1, 1, 1], [[1, 1, 1, 3, 3, 3]]);
    const reports = ["centroid-3mm", "shiva-cluster", "valdo2021-code"].map((id) => {
      const protocol = getProtocol(id);
      return reportOf([caseForProtocol("a", { reference: image, prediction: image }, protocol)], { protocol });
    });
    const overview = formatEvaluationHtml(reports).split("</table>")[0] ?? "";
    const strong = [...overview.matchAll(/<tr><th scope="row">[^<]+<\/th>(.*?)<\/tr>/g)].map(([, row = ""]) =>
      [...row.matchAll(/<td class="([^"]*)"/g)].findIndex(([, name]) => name === "n strong"),
    );
    // Columns: sensitivity, precision, false positives, F1 pooled, mean, median.
    expect(strong).toEqual([3, 4, 5]);
  });
  it("gives all numbers of a column the same decimals", () => {
    const page = pageOf(perfect, { intervals: "none", strata: { covariates: {}, locations: true } });
    expect(rowOf(page, "False positives per scan")[0]).toBe("0.000");
    const scored = pageOf([{ id: "a", reference: [], prediction: [at(0, 1), at(9, 0.25)] }]);
    // Columns: number, position, voxels, score.
    const scores = [
      ...scored.matchAll(/<th scope="row">false<\/th>(?:<td class="n">[^<]*<\/td>){3}<td class="n">([^<]*)/g),
    ];
    expect(scores.map(([, score]) => score)).toEqual(["1.000", "0.250"]);
  });
  it("numbers the bars of the calibration", () => {
    const many = Array.from({ length: 6 }, (_, n) => ({
      id: `s${n}`,
      reference: [at(0)],
      prediction: [at(0, 0.95), at(50, n < 2 ? 0.15 : 0.35)],
    }));
    const figure = pageOf(many).split("Calibration of scores")[1]?.split("</figure>")[0] ?? "";
    expect([...figure.matchAll(/class="tick halo"[^>]*>(\d+)</g)].map(([, count]) => count)).toEqual(["2", "4", "6"]);
  });
  it("speaks of cutting values for masks alone", () => {
    const image = paintBoxes([8, 8, 8], [1, 1, 1], [[1, 1, 1, 3, 3, 3]]);
    const scan = caseForProtocol("a", { reference: image, prediction: image }, getProtocol("centroid-3mm"));
    expect(pageOf([scan])).toContain("<dt>Lesions of masks</dt><dd>values above");
    const page = pageOf(perfect);
    expect(page).toContain("<dt>Lesions</dt><dd>are taken as they were listed; no mask is cut</dd>");
    expect(page).not.toContain("in the prediction; voxels that touch");
  });
  it("draws no curve and no table of dashes where no scan has a lesion", () => {
    const page = pageOf(["a", "b", "c"].map((id) => ({ id, reference: [], prediction: [] })));
    expect(page).toContain("No FROC curve: there is no reference lesion.");
    expect(page).not.toMatch(/Readings of the curve|Sensitivity at/);
    expect(formatEvaluationText(reportOf([{ id: "a", reference: [], prediction: [] }]))).not.toContain("FROC");
  });
});
