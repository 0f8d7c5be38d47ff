import { detectMicrobleeds } from "@cmb/infer";
import { compareWithTruth, renderPhantom } from "@cmb/synth";

const phantom = await renderPhantom({ seed: 3, headScale: 0.6, microbleeds: 4, veins: 0 });
const report = await detectMicrobleeds(phantom.volume);
const { found, missed, unseen, falseMarks } = compareWithTruth(phantom, report.microbleeds);

/** @type {(index: number) => string} */
function causeOf(index) {
  if (found.some(({ detection }) => detection === index)) return "microbleed";
  return falseMarks.find(({ detection }) => detection === index)?.cause ?? "microbleed that no voxel shows";
}

for (const [index, { centreMm, diameterMm, score }] of report.microbleeds.entries()) {
  const place = centreMm.map((coordinate) => coordinate.toFixed(1)).join(", ");
  console.log(`(${place}) mm  ${diameterMm.toFixed(1)} mm  score ${score.toFixed(2)}  ${causeOf(index)}`);
}
console.log(
  `${found.length} of ${found.length + missed.length} visible microbleeds found (${unseen.length} invisible)`,
);
console.log(report.notice);
