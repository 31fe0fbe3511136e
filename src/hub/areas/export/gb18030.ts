/**
 * Encodes GB 18030 such that `TextDecoder('gb18030')` (WHATWG Encoding) gives the text back: the tables are made of that decoder. Of all
 * characters 19 of the private use area have no bytes there and become U+FFFD.
 */
export function createGb18030Encoder(): (text: string) => Buffer {
  const codes = bmpCodes();
  return (text) => {
    const bytes = Buffer.allocUnsafe(text.length * 4);
    let at = 0;
    // What is half a character is the sign for one, as in UTF-8.
    for (const character of text.toWellFormed()) {
      const point = character.codePointAt(0) ?? 0;
      if (point < 0x80) at = bytes.writeUInt8(point, at);
      else if (point >= 0x10000) at = bytes.writeUInt32BE(fourBytes(189_000 + point - 0x10000), at);
      else {
        const code = codes[point] ?? 0;
        at = code > 0xffff ? bytes.writeUInt32BE(code, at) : bytes.writeUInt16BE(code, at);
      }
    }
    return bytes.subarray(0, at);
  };
}

/** Of the `pointer`-th sequence of four bytes, GB 18030 §4. */
function fourBytes(pointer: number): number {
  const [a, rest] = [Math.floor(pointer / 12_600), pointer % 12_600];
  const [b, left] = [Math.floor(rest / 1260), rest % 1260];
  const [c, d] = [Math.floor(left / 10), left % 10];
  return (((0x81 + a) << 24) | ((0x30 + b) << 16) | ((0x81 + c) << 8) | (0x30 + d)) >>> 0;
}

/** Bytes of each character of the basic plane, as one number. */
function bmpCodes(): Uint32Array {
  const codes = new Uint32Array(0x10000);
  const decoder = new TextDecoder('gb18030');
  const learn = (bytes: Buffer, code: number) => {
    const text = decoder.decode(bytes);
    const point = text.codePointAt(0) ?? 0;
    const isOne = text.length === 1 && point !== 0xfffd;
    if (isOne && codes[point] === 0) codes[point] = code;
  };
  const two = Buffer.alloc(2);
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (trail !== 0x7f) learn(two.fill(lead, 0, 1).fill(trail, 1, 2), (lead << 8) | trail);
  const four = Buffer.alloc(4);
  for (let pointer = 0; pointer < 39_420; pointer += 1) {
    const code = fourBytes(pointer);
    four.writeUInt32BE(code);
    learn(four, code);
  }
  const unknown = fourBytes(39_417);
  return codes.map((code) => (code === 0 ? unknown : code));
}
