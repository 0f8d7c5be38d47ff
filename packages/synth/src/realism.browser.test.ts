import { expect, it } from "vitest";
import { formatRealismHtml, realismReport } from "./realism.js";
import { madeScan } from "./testdata/made-scan.js";

it("measures scans and makes the page in a browser", async () => {
  const scan = madeScan({ spacingMm: [0.5, 0.5, 2], contrast: "SWI", microbleeds: 2, invisible: 0, mimics: 1 });
  const realism = await realismReport([{ name: "one", scan }]);
  expect(realism.report.microbleeds).toHaveLength(2);
  const page = await formatRealismHtml(realism);
  const parsed = new DOMParser().parseFromString(page, "text/html");
  const pictures = [...parsed.querySelectorAll("img")];
  expect(pictures).toHaveLength(2);
  for (const picture of pictures) {
    const image = new Image();
    image.src = picture.src;
    await image.decode();
    expect(image.naturalWidth).toBe(Number(picture.getAttribute("width")));
  }
});
