import { createHash } from "node:crypto";
import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import type { DetectionResult } from "../report.js";
import { phantom } from "../testdata/phantom.js";
import { pictureOf } from "../testdata/picture-of.js";
import { rejectedAt, resultOf } from "../testdata/result-of.js";
import { formatReportHtml } from "./format-report-html.js";
import { PAGE_STYLE, PAGE_STYLE_HASH } from "./page-style.js";

const volume = phantom({
  shape: [60, 70, 20],
  spacingMm: [1, 1, 3],
  balls: [{ centreMm: [10.5, 0.5, 1.5], radiusMm: 2, depth: 0.8 }],
});
/** The voxel at (10.5, 0.5, 1.5) mm; the grid is centred on the origin. */
const spot = { voxel: [40, 35, 10] } as const;
const result = resultOf(volume, [spot, { voxel: [20, 20, 5], certainty: "possible" }]);
const dropped = { score: 0.4, stage: "shape", reason: "tubularity 0.81, above 0.6" } as const;

describe("formatReportHtml", () => {
  it("states the answer, the measures of each microbleed and the notice", async () => {
    const page = await formatReportHtml(result, volume, { source: "sub-01_swi.nii.gz" });
    expect(page).toContain("2 microbleeds: 1 definite, 1 possible.");
    expect(page).toContain("0 to 2 (95 % interval over all");
    expect(page).toContain('<td class="n">10.5, 0.5, 1.5</td><td class="n">40, 35, 10</td><td>not assessed</td>');
    expect(page).toContain("Research use only; not a medical device.");
    expect(page).toContain("sub-01_swi.nii.gz");
    expect(page).toContain("60 × 70 × 20 voxels of 1 × 1 × 3 mm, axes RAS");
  });

  it("shows each microbleed in its slice and in three close-ups, with pointers and with its outline", async () => {
    const page = await formatReportHtml(result, volume);
    for (const id of [1, 2]) {
      for (const part of ["slice", "axial", "coronal", "sagittal"])
        expect(page).toContain(`<image id="microbleed-${id}-${part}"`);
      for (const part of ["axial", "coronal", "sagittal"])
        expect(page).toContain(`<use href="#microbleed-${id}-${part}"/>`);
    }
    expect(page).toContain("axial, k = 10");
    expect(page).toContain("coronal, j = 35");
    expect(page).toContain("sagittal, i = 40");
    expect(page.match(/class="outline"/g)).toHaveLength(6);
  });

  it("has the microbleed in the middle of each close-up, darker than what surrounds it", async () => {
    const page = await formatReportHtml(result, volume);
    for (const view of ["axial", "coronal", "sagittal"]) {
      const { width, pixels } = pictureOf(page, `microbleed-1-${view}`);
      expect(width).toBe(75);
      const at = (x: number, y: number): number => pixels[y * 75 + x] ?? 0;
      expect(at(37, 37)).toBeLessThan(110);
      for (const [x, y] of [
        [22, 37],
        [52, 37],
        [37, 20],
        [37, 54],
      ] as const)
        expect(at(x, y)).toBeGreaterThan(150);
    }
  });

  it("shows one slice as it was measured where the centre of a microbleed lies between two", async () => {
    const between = result.microbleeds.map((microbleed) => ({ ...microbleed, centreMm: [10.8, 0.2, 2.7] as const }));
    const shifted = Object.assign(resultOf(volume, [spot]), { microbleeds: between.slice(0, 1) });
    const pages = await Promise.all([shifted, resultOf(volume, [spot])].map((each) => formatReportHtml(each, volume)));
    const [moved, plain] = pages.map((page) => pictureOf(page, "microbleed-1-axial").pixels);
    expect(moved).toEqual(plain);
  });

  it("outlines a voxel of 1 × 1 × 3 mm at its true size in each plane, also where another one touches it", async () => {
    const page = await formatReportHtml(resultOf(volume, [spot, { voxel: [41, 35, 10] }]), volume);
    const outlines = [...page.matchAll(/scale\(0\.4\)"><path class="casing thin" d="([^"]*)"/g)].map(([, d]) =>
      extent(d ?? ""),
    );
    const [axial, coronal, sagittal] = outlines;
    // pixels of 0.4 mm: one pixel more or less
    expect(axial).toEqual([within(2.5), within(2.5)]);
    expect(coronal).toEqual([within(2.5), within(7.5)]);
    expect(sagittal).toEqual([within(2.5), within(7.5)]);
  });

  it("explains a scan without findings: what passed, what was dropped and where, with pictures of the strongest", async () => {
    const rejected = [
      rejectedAt(volume, [40, 35, 10], dropped),
      rejectedAt(volume, [30, 30, 10], { score: 0.2, stage: "score", reason: "score 0.20, below 0.5 (balanced)" }),
    ];
    const page = await formatReportHtml(resultOf(volume, [], { rejected }), volume);
    expect(page).toContain("No microbleed was marked.");
    expect(page).toContain("2 candidates: 1 for shape");
    expect(page).toContain("1 for score");
    expect(page).toContain("tubularity 0.81, above 0.6");
    expect(page).toContain('<image id="dropped-1-axial"');
    expect(page).not.toContain('class="outline"');
    expect(page).toContain("a magnitude image, not phase");
  });

  it("lists the first 25 dropped candidates and counts the others", async () => {
    const rejected = Array.from({ length: 40 }, (_, n) => rejectedAt(volume, [n, n, 3], dropped));
    const page = await formatReportHtml({ ...result, rejected, mask: result.mask, regions: null }, volume);
    expect(page.match(/<td>shape<\/td>/g)).toHaveLength(25);
    expect(page).toContain("15 further candidates");
    expect(page).not.toContain('id="dropped-1-axial"');
  });

  it("says what the input checks found and leaves it out of what passed", async () => {
    const check = { code: "THICK_SLICES", severity: "warning", message: "Slices are 3 mm apart." } as const;
    const checked = resultOf(volume, [spot], {
      input: { ...result.input, checks: [check] },
      warnings: ["Second <thing>."],
    });
    const page = await formatReportHtml(checked, volume);
    expect(page).toContain('<span class="warning">Warning, THICK_SLICES:</span> Slices are 3 mm apart.');
    expect(page).toContain("Second &lt;thing&gt;.");
    expect(page).not.toContain("slices thin enough");
  });

  it("names zone and region where they are known", async () => {
    const region = { bombs: "Thalamus", zone: "deep", mars: "thalamus", side: "left" } as const;
    const summary = { ...result.summary, byZone: { lobar: 0, deep: 1, infratentorial: 0 } };
    const page = await formatReportHtml(resultOf(volume, [{ ...spot, region }], { summary }), volume);
    expect(page).toContain("deep: Thalamus, left");
    expect(page).toContain("lobar 0, deep 1, infratentorial 0");
    expect(page).not.toContain("no tissue nearby");
    const unplaced = await formatReportHtml(resultOf(volume, [spot], { summary }), volume);
    expect(unplaced).toContain("<td>no tissue nearby</td>");
    expect(await formatReportHtml(result, volume)).toContain("<td>not assessed</td>");
  });

  it("escapes the title and the source", async () => {
    const page = await formatReportHtml(result, volume, { title: "<script>a</script>", source: '"><img src=x>' });
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("<title>&lt;script&gt;a&lt;/script&gt;</title>");
  });

  it("asks no other host for anything and allows itself one style and embedded images only", async () => {
    const page = await formatReportHtml(result, volume);
    expect(page).toContain("default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-");
    expect(page.replaceAll(/base64,[^"]*/g, "")).not.toMatch(
      /https?:|\/\/|<script|<link|<iframe|@import|url\(| style=/,
    );
  });

  it("is the same for the same result whatever the time that it took", async () => {
    const slower = resultOf(volume, [spot], { timingsMs: { total: 99 } });
    expect(await formatReportHtml(resultOf(volume, [spot]), volume)).toBe(await formatReportHtml(slower, volume));
  });

  it("says what the model was trained on, and from which score on a microbleed is definite", async () => {
    const page = await formatReportHtml(result, volume);
    expect(page).toContain("simulated images alone; never measured on annotated scans of patients");
    expect(page).toContain("0.50 or more is marked, 0.70 or more is definite");
  });

  it("refuses a result without its mask, as JSON leaves it", async () => {
    const parsed = JSON.parse(JSON.stringify(result)) as DetectionResult;
    await expect(formatReportHtml(parsed, volume)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      details: { name: "result.mask" },
    });
  });

  it("refuses a mask that is on another grid", async () => {
    const other = phantom({ shape: [10, 10, 10], spacingMm: [3, 3, 3] });
    await expect(formatReportHtml(result, other)).rejects.toSatisfy((error) => isCmbError(error, "SHAPE_MISMATCH"));
  });
});

describe("PAGE_STYLE_HASH", () => {
  it("is the SHA-256 of the style sheet, without which a browser would drop it", () => {
    expect(PAGE_STYLE_HASH).toBe(`sha256-${createHash("sha256").update(PAGE_STYLE).digest("base64")}`);
  });
});

function extent(d: string): readonly [number, number] {
  const lines = [...d.matchAll(/M(\d+) (\d+)([HV])(\d+)/g)];
  const xs = lines.flatMap(([, x, , way, to]) => (way === "H" ? [Number(x), Number(to)] : [Number(x)]));
  const ys = lines.flatMap(([, , y, way, to]) => (way === "V" ? [Number(y), Number(to)] : [Number(y)]));
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
}

function within(pixels: number): number {
  return expect.closeTo(pixels, -0.2) as number;
}
