// Transforms of values: each row does the work with our transform; `give` is what the Python side needs for the same one.
import { biasField, gamma, gaussianBlur, gaussianNoise, ghosting, motion, ricianNoise } from "@cmb/augment";
import { createRng } from "@cmb/core";

/** The rows of transforms of values; parameters are drawn once and then fixed. */
export async function createValueRows(image) {
  const row = async (transform) => {
    const parameters = await transform.sample(createRng(1, transform.name), image);
    return { work: () => transform.apply(image, parameters) };
  };
  return {
    gamma: await row(gamma()),
    "Gaussian noise": await row(gaussianNoise()),
    "Rician noise": await row(ricianNoise()),
    blur: await row(gaussianBlur()),
    "bias field": await row(biasField()),
    motion: await row(motion()),
    ghosting: await row(ghosting()),
  };
}
