import { CmbError } from "@cmb/core";

/**
 * The first bytes of what is at a URL.
 *
 * @param most - no more than these are kept; the rest is not asked for
 * @throws CmbError `FETCH_FAILED`, with status 0 where nothing answered
 */
export async function fetchBytes(url: URL, most: number): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CmbError(
      "FETCH_FAILED",
      `${url} did not answer (${String(cause)})`,
      { url: url.href, status: 0 },
      { cause },
    );
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new CmbError("FETCH_FAILED", `${url} answered ${response.status}`, {
      url: url.href,
      status: response.status,
    });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  while (length < most) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return joined(chunks, Math.min(length, most));
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, length - at), at);
    at += Math.min(chunk.length, length - at);
  }
  return bytes;
}
