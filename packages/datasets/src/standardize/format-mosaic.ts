import type { LesionPictures } from "./lesion-pictures.js";
import type { QcRow } from "./qc-table.js";

/** Most lesions of one series that are shown. */
export const MOST_PICTURES = 24;

/** The part of a page that shows one series. */
export function formatPictures(row: QcRow, pictures: readonly LesionPictures[]): string {
  const shown = pictures.slice(0, MOST_PICTURES).map(({ lesion, plain, outlined }) => {
    const where = lesion.centreMm.map((mm) => mm.toFixed(1)).join(", ");
    const what = `lesion ${lesion.label}, ${lesion.volumeMm3.toFixed(1)} mm³, at (${where}) mm`;
    return `<figure><img src="${plain}" alt="${what}"><img src="${outlined}" alt="${what}, outlined"><figcaption>${what}</figcaption></figure>`;
  });
  const left = pictures.length - shown.length;
  const more = left > 0 ? `<p>${left} more lesions are not shown.</p>` : "";
  const none = pictures.length === 0 ? "<p>No lesion.</p>" : "";
  return `${heading(row)}<div class="row">${shown.join("")}</div>${more}${none}</section>\n`;
}

/** The part of a page for a series that failed. */
export function formatFailure(row: QcRow): string {
  return `${heading(row)}<p class="failed">${escapeHtml(row.message)}</p></section>\n`;
}

function heading({
  series,
  shapeBefore,
  shapeAfter,
  spacingBeforeMm,
  lesionsBefore,
  lesionsAfter,
  warnings,
}: QcRow): string {
  const facts = [
    `${shapeBefore ?? "?"} voxels of ${spacingBeforeMm ?? "?"} mm`,
    ...(shapeAfter === null ? [] : [`then ${shapeAfter}`]),
    ...(lesionsBefore === null ? [] : [`${lesionsBefore} lesions before, ${lesionsAfter ?? "?"} after`]),
    ...(warnings === "" ? [] : [warnings]),
  ];
  return `<section><h2>${escapeHtml(series)}</h2><p>${escapeHtml(facts.join("; "))}</p>`;
}

/** Which page this is, of how many. */
export interface MosaicPage {
  readonly title: string;
  readonly page: number;
  readonly pages: number;
}

const STYLE = `body{font:14px system-ui,sans-serif;margin:1.5rem;background:#fff;color:#222}
section{border-top:1px solid #ccc;padding:.5rem 0}h2{font-size:1rem;margin:.3rem 0}p{margin:.2rem 0}
.row{display:flex;flex-wrap:wrap;gap:.6rem}figure{margin:0;width:202px}figcaption{font-size:11px}
img{width:100px;image-rendering:pixelated;margin-right:1px}.failed{color:#a00}`;

/**
 * A page that needs nothing but itself: no script, no request. Its policy forbids both.
 *
 * @param parts - from {@link formatPictures} and {@link formatFailure}
 * @param page - which of how many
 */
export function formatMosaic(parts: readonly string[], { title, page, pages }: MosaicPage): string {
  const numbers = Array.from({ length: pages }, (_, n) => n + 1);
  const links = numbers.map((n) => (n === page ? `<b>${n}</b>` : `<a href="${mosaicName(n)}">${n}</a>`));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>The slice through the middle of each lesion, 20 mm wide, without and with its outline; each picture has its own scale of grey.
Research use only; not a medical device.</p>
${pages > 1 ? `<nav>${links.join(" ")}</nav>\n` : ""}${parts.join("")}</body></html>
`;
}

/** The file name of a page, counted from 1. */
export function mosaicName(page: number): string {
  return page === 1 ? "mosaic.html" : `mosaic-${page}.html`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
