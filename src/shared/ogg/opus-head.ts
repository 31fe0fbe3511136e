/** What an Ogg Opus stream says about itself in its first packet (RFC 7845 §5.1). */
export interface OpusHead {
  readonly channels: 1 | 2;
  /** 48 kHz samples that a decoder drops at the start. */
  readonly preSkip: number;
}

/** Identification header, mapping family 0, output gain 0, input sample rate 48000. */
export function encodeOpusHead(head: OpusHead): Uint8Array {
  const out = new Uint8Array(19);
  const view = new DataView(out.buffer);
  out.set(ascii('OpusHead'));
  out[8] = 1;
  out[9] = head.channels;
  view.setUint16(10, head.preSkip, true);
  view.setUint32(12, 48_000, true);
  return out;
}

/** Comment header (RFC 7845 §5.2) with a vendor string and no comments: nothing about the call stands in it. */
export function encodeOpusTags(vendor: string): Uint8Array {
  const name = ascii(vendor);
  const out = new Uint8Array(16 + name.byteLength);
  const view = new DataView(out.buffer);
  out.set(ascii('OpusTags'));
  view.setUint32(8, name.byteLength, true);
  out.set(name, 12);
  return out;
}

/** Parses an identification header; `null` when it is none that we write. */
export function parseOpusHead(packet: Uint8Array): OpusHead | null {
  if (packet.byteLength < 19 || ascii('OpusHead').some((byte, index) => packet[index] !== byte)) {
    return null;
  }
  const channels = packet[9];
  if (channels !== 1 && channels !== 2) return null;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return { channels, preSkip: view.getUint16(10, true) };
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
