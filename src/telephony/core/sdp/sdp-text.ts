/** One media description of an SDP (RFC 8866 §5.14) as written, `m=` line apart. */
export interface SdpMedia {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  /** The lines below `m=`, without line ends. */
  readonly lines: readonly string[];
}

/** A session description, split where its parts begin. */
export interface Sdp {
  readonly session: readonly string[];
  readonly media: readonly SdpMedia[];
}

/** Reads any text; what is no SDP has no media. */
export function readSdp(text: string): Sdp {
  const session: string[] = [];
  const media: (SdpMedia & { lines: string[] })[] = [];
  for (const line of text.split(/\r\n|\n|\r/).map((one) => one.trimEnd())) {
    if (line === '') continue;
    if (line.startsWith('m=')) media.push(readMediaLine(line));
    else (media.at(-1)?.lines ?? session).push(line);
  }
  return { session, media };
}

export function writeSdp({ session, media }: Sdp): string {
  const lines = media.flatMap((one) => [
    `m=${[one.kind, one.port, one.protocol, ...one.formats].join(' ')}`,
    ...one.lines,
  ]);
  return `${[...session, ...lines].join('\r\n')}\r\n`;
}

/** Value of the first `a=name:value` among the lines; `''` for a flag `a=name`, `null` when it is not there. */
export function attributeOf(lines: readonly string[], name: string): string | null {
  const line = lines.find((one) => one === `a=${name}` || one.startsWith(`a=${name}:`));
  return line === undefined ? null : line.slice(`a=${name}:`.length).trim();
}

function readMediaLine(line: string): SdpMedia & { lines: string[] } {
  const [kind = '', port = '', protocol = '', ...formats] = line.slice(2).trim().split(/\s+/);
  return {
    kind: kind.toLowerCase(),
    port: Number.parseInt(port, 10) || 0,
    protocol,
    formats,
    lines: [],
  };
}
