import { detectMicrobleeds } from "@cmb/infer";
import { renderPhantom } from "@cmb/synth";

const { volume } = await renderPhantom({ seed: 2, headScale: 0.8, microbleeds: 6, veins: 0 });
const { microbleeds, model, backend, notice } = await detectMicrobleeds(volume);
for (const { centreMm, diameterMm, score, certainty } of microbleeds) {
  const place = centreMm.map((coordinate) => coordinate.toFixed(1)).join(", ");
  console.log(`(${place}) mm  ${diameterMm.toFixed(1)} mm  score ${score.toFixed(2)}  ${certainty}`);
}
console.log(`${model.id} ${model.version} on ${backend.device}. ${notice}`);
