/** Random numbers that a seed repeats (mulberry32), 0 ≤ x < 1. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = [
  ...['\r\n', '\r', '\n', '\r\n\r\n', '\r\n ', ':', ';', '<', '>', '"', '\\', '%', '%00', '%zz'],
  ...['\u0000', ',', '=', '@', '/', '?', '[', ']', '[::1]', ':::', ' ', '\t', '水', '\ud800', '*'],
  ...[
    '-1',
    '0',
    '99999999999999999999',
    'SIP/2.0',
    'sip:',
    'tel:1',
    '<sip:a@b>',
    ';tag=',
    'z9hG4bK',
  ],
  ...['INVITE', 'ACK', 'BYE', 'CANCEL', 'INFO', 'UPDATE', 'NOTIFY', 'REFER', 'PRACK', 'MESSAGE'],
  ...['\r\nRequire: timer', '\r\nContact: *', '\r\nRecord-Route: <sip:a;lr>', '\r\nRefer-To: x'],
  ...['\r\nReplaces: a', '\r\nSession-Expires: 0', '\r\nReason: x', '\r\nRetry-After: -'],
];

/** Makes one frame out of a message: 1 to 5 small wounds, sometimes cut off, blown up, or binary. */
export function mutate(message: string, random: () => number): string | Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit);
  let text = message;
  for (let wounds = below(5); wounds >= 0; wounds -= 1) text = wound(text, below);
  const kind = random();
  if (kind < 0.02) text = text.slice(0, below(text.length));
  if (kind > 0.999) text += 'x'.repeat(70_000);
  if (kind > 0.05 && kind < 0.1) return Buffer.from(text, 'latin1');
  return text;
}

function wound(text: string, below: (limit: number) => number): string {
  const at = below(text.length + 1);
  const piece = pieces[below(pieces.length)] ?? '';
  const lines = text.split('\r\n');
  const line = below(lines.length);
  switch (below(7)) {
    case 0:
      return text.slice(0, at) + piece + text.slice(at);
    case 1:
      return text.slice(0, at) + piece + text.slice(at + below(8));
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + below(12));
    case 3:
      return lines.toSpliced(line, 1).join('\r\n');
    case 4:
      return lines.toSpliced(below(lines.length), 0, lines[line] ?? '').join('\r\n');
    case 5: {
      const value = (lines[line] ?? '').replace(/:.*/s, `: ${piece}`);
      return lines.toSpliced(line, 1, value).join('\r\n');
    }
    default:
      return text.replace(/\d+/g, (digits) => (below(9) === 0 ? String(below(2 ** 32)) : digits));
  }
}
