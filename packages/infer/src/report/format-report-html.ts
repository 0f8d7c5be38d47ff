import { assertSameGrid, CmbError, html, htmlPage, type Volume, type VoxelArray } from "@cmb/core";
import type { DetectionResult } from "../report.js";
import { displayFrame } from "./display-frame.js";
import type { PicturedScan } from "./finding-pictures.js";
import { findingsSection } from "./findings-section.js";
import { fixed } from "./format-quantity.js";
import { intensityWindow } from "./intensity-window.js";
import { overview } from "./overview.js";
import { PAGE_STYLE, PAGE_STYLE_HASH } from "./page-style.js";
import { regionsSection } from "./regions-section.js";
import { rejectedSection } from "./rejected-section.js";
import { inputSection, summarySection } from "./summary-section.js";
import { viewPlanes } from "./view-planes.js";

/** Options of {@link formatReportHtml}. @since 0.1.0 */
export interface ReportHtmlOptions {
  /** The heading; "Cerebral microbleeds" unless given. */
  readonly title?: string;
  /** What was looked at, below the heading: a file name, a subject; nothing unless given. */
  readonly source?: string;
}

/**
 * A report as one HTML page with pictures of each finding, to be read on a screen or on paper.
 *
 * The page holds everything it shows: it asks no other host for anything, runs no script, and its content-security
 * policy allows neither. Pictures follow the planes of the acquisition nearest to axial, coronal and sagittal, in
 * radiological convention, with square pixels whatever the voxels are. Times are left out, so the same result gives
 * the same bytes on the same JavaScript engine.
 *
 * @param result - from `detectMicrobleeds`, with its mask
 * @param volume - the scan that it was found in
 * @param options - see {@link ReportHtmlOptions}; texts are escaped
 * @returns the page
 * @throws CmbError `INVALID_ARGUMENT` when the result has no mask, as after JSON, `SHAPE_MISMATCH` when the mask is not on
 * the grid of the volume, `SINGULAR_AFFINE` when the affine cannot be inverted
 * @since 0.1.0
 */
export async function formatReportHtml(
  result: DetectionResult,
  volume: Volume<VoxelArray>,
  options: ReportHtmlOptions = {},
): Promise<string> {
  assertHasMask(result);
  assertSameGrid("formatReportHtml", volume, result.mask);
  const { title = "Cerebral microbleeds", source } = options;
  const frame = displayFrame(volume.affine);
  const views = viewPlanes(frame);
  const scan: PicturedScan = { volume, mask: result.mask, views, window: intensityWindow(volume) };
  const found = result.microbleeds.length > 0 ? await findingsSection(result, scan) : html``;
  const body = html`<header><h1>${title}</h1>
${source === undefined ? html`` : html`<p class="source">${source}</p>`}
<p class="notice">${result.notice}</p></header>
<main>${summarySection(result)}
${regionsSection(result)}
${inputSection(result, frame.tiltDegrees)}
<section><h2>Overview</h2>${await overview(scan, result.microbleeds)}
<p class="small">The slice through the middle of the head in each plane. Numbers show where microbleeds project to; they need not lie in these slices. ${convention(frame.tiltDegrees)}</p></section>
${found}
${await rejectedSection(result, scan)}</main>
<footer><p class="small">${result.model.id} ${result.model.version} on ${result.backend.runtime}, ${result.backend.device}. ${result.notice}</p></footer>`;
  return htmlPage(title, body, { css: PAGE_STYLE, hash: PAGE_STYLE_HASH });
}

/** A report that went through JSON has none: images are no part of its JSON. */
function assertHasMask({ mask }: Partial<DetectionResult>): void {
  if (mask !== undefined) return;
  const message =
    "formatReportHtml: result.mask is missing; give the result of detectMicrobleeds itself, or set its mask again after JSON";
  throw new CmbError("INVALID_ARGUMENT", message, { name: "result.mask", value: mask });
}

function convention(tiltDegrees: number): string {
  const planes =
    tiltDegrees < 1
      ? "The planes are those of the scanner."
      : `The planes are those of the acquisition, turned by up to ${fixed(tiltDegrees, 0)}° from the scanner's.`;
  return `Radiological convention: the patient's right (R) is on the left of the picture. ${planes} Between slices the pictures are interpolated; light grey lies outside of the scan.`;
}
