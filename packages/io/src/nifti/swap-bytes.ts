/** Reverses the bytes of every 2-, 4- or 8-byte item in place. */
export function swapBytesInto(buffer: ArrayBuffer, itemBytes: number): void {
  if (itemBytes === 2) {
    const items = new Uint16Array(buffer);
    for (let v = 0; v < items.length; v++) {
      const item = items[v] ?? 0;
      items[v] = (item << 8) | (item >>> 8);
    }
  }
  if (itemBytes === 4 || itemBytes === 8) {
    const words = new Uint32Array(buffer);
    for (let v = 0; v < words.length; v++) words[v] = swapWord(words[v] ?? 0);
    if (itemBytes === 8) swapHalves(words);
  }
}

function swapWord(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function swapHalves(words: Uint32Array): void {
  for (let v = 0; v + 1 < words.length; v += 2) {
    const first = words[v] ?? 0;
    words[v] = words[v + 1] ?? 0;
    words[v + 1] = first;
  }
}

/** Whether typed arrays of this machine store the low byte first. */
export function hostIsLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}
