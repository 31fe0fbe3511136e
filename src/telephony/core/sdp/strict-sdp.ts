import type { Sdp, SdpMedia } from './sdp-text.ts';

/** Attributes of the session that say something of its audio. */
const sessionAttribute =
  /^a=(?:group|msid-semantic|ice-ufrag|ice-pwd|ice-options):\S.*$|^a=(?:ice-lite|extmap-allow-mixed|sendrecv|sendonly|recvonly|inactive)$/;
/** Attributes of the audio in the form that a browser reads. What is read by number stands below. */
const mediaAttributes: readonly RegExp[] = [
  /^a=(?:sendrecv|sendonly|recvonly|inactive|rtcp-mux|rtcp-rsize|ice-lite|end-of-candidates|extmap-allow-mixed)$/,
  /^a=(?:mid|ice-ufrag|ice-pwd):\S+$/,
  /^a=ice-options:\S.*$/,
  /^a=msid:\S+(?: \S+)?$/,
  /^a=(?:ptime|maxptime):\d{1,4}$/,
  /^a=candidate:[A-Za-z0-9+/]{1,64} [12] (?:udp|tcp) \d{1,10} \S+ \d{1,5} typ (?:host|srflx|prflx|relay)(?: .*)?$/i,
  /^b=(?:AS|TIAS|RR|RS|CT):\d{1,9}$/,
];
const setup = /^a=setup:(?:actpass|active|passive)$/i;
const origin = /^o=\S+ \d{1,18} \d{1,18} IN IP[46] \S+$/;
const highestNumber = 2 ** 32 - 1;
const discardPort = 9;

/**
 * The same description by the letter of RFC 8866, for a browser, which refuses the whole of it for one line that it cannot
 * read: a session without a name, a candidate of a kind that it does not know, a number that is none. What the audio does not
 * hang on is left out; what is missing is filled in; of several fingerprints the strongest that browsers speak counts (RFC 8122 §5).
 */
export function strictSdp({ session, media }: Sdp): Sdp {
  const address = session.map(strictAddress).filter((line) => line !== null);
  return {
    session: [
      ...['v=0', session.find((line) => origin.test(line)) ?? 'o=- 1 1 IN IP4 0.0.0.0', 's=-'],
      ...address.slice(0, 1),
      't=0 0',
      ...tidied(session).filter((line) => sessionAttribute.test(line)),
      ...security(session),
    ],
    media: media.map(strictMedia),
  };
}

function strictMedia({ kind, port, protocol, formats: named, lines }: SdpMedia): SdpMedia {
  const maps = new Map<string, string>();
  for (const line of tidied(lines)) {
    const [, format = '', map = ''] = /^a=rtpmap:(\d+) (\S+\/[1-9]\d*(?:\/\d+)?)$/.exec(line) ?? [];
    if (format !== '' && !maps.has(format)) maps.set(format, map);
  }
  const formats = [...new Set(named)].filter(
    (format) =>
      /^\d{1,3}$/.test(format) && Number(format) < 128 && (Number(format) < 35 || maps.has(format)),
  );
  const seen = new Set<string>();
  /** A call has one stream of sound; browsers refuse a second one on the line. */
  let stream: string | undefined;
  const isKept = (line: string): boolean => {
    const [, format = ''] = /^a=(?:fmtp|rtcp-fb):(\d+) \S/.exec(line) ?? [];
    if (format !== '') return formats.includes(format);
    const [, extension = ''] = /^a=extmap:(\d+)(?:\/\w+)? \S+/.exec(line) ?? [];
    if (extension !== '') {
      const isNew = Number(extension) > 0 && Number(extension) < 15 && !seen.has(extension);
      seen.add(extension);
      return isNew;
    }
    const [, source] = /^a=ssrc:(\d{1,10}) [\w-]+:./.exec(line) ?? [];
    if (source !== undefined) {
      stream ??= source;
      return source === stream && Number(source) <= highestNumber;
    }
    return mediaAttributes.some((form) => form.test(line)) && areNumbersInRange(line);
  };
  const address = lines.map(strictAddress).filter((line) => line !== null);
  const kept = tidied(lines).filter(isKept);
  return {
    kind,
    formats,
    protocol: protocol.toUpperCase(),
    port: port > 65_535 ? discardPort : port,
    lines: [
      ...address.slice(0, 1),
      ...kept.filter((line) => line.startsWith('b=')),
      ...formats.flatMap((format) => (maps.has(format) ? [mapLine(format, maps)] : [])),
      ...kept.filter((line) => !line.startsWith('b=')),
      ...security(lines),
    ],
  };
}

/** RFC 7587 §7: opus has two channels, whatever is written. */
function mapLine(format: string, maps: ReadonlyMap<string, string>): string {
  return `a=rtpmap:${format} ${(maps.get(format) ?? '').replace(/^(opus\/48000)(?:\/\d+)?$/i, '$1/2')}`;
}

/** A candidate's priority and port, as far as they go. */
function areNumbersInRange(line: string): boolean {
  const [, , , priority = '0', , port = '0'] = line.startsWith('a=candidate:')
    ? line.split(' ')
    : [];
  const isPort = Number(port) <= 65_535;
  return isPort && Number(priority) <= highestNumber;
}

/** Single blanks, and none behind `a=` and the name. */
function tidied(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.replace(/^a=\s+/, 'a=').replace(/^(a=[\w-]+:)\s+/, '$1'))
    .map((line) => line.replace(/\s+/g, ' ').trim());
}

/** Without scope and TTL of a multicast address; `null` for another line. */
function strictAddress(line: string): string | null {
  return /^c=IN IP[46] [^\s/]+/.exec(line)?.[0] ?? null;
}

function security(lines: readonly string[]): string[] {
  const all = tidied(lines);
  const prints = all.filter((line) =>
    /^a=fingerprint:[\w-]+ [0-9A-F]{2}(?::[0-9A-F]{2})+$/i.test(line),
  );
  const ofHash = (name: string) => prints.find((line) => line.toLowerCase().includes(`:${name} `));
  const best = ofHash('sha-256') ?? ofHash('sha-384') ?? ofHash('sha-512') ?? prints[0];
  const role = all.find((line) => setup.test(line));
  return [...(best === undefined ? [] : [best]), ...(role === undefined ? [] : [role])];
}
