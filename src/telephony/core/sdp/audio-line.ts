import type { ErrorCode } from '../../../shared/error-codes.ts';
import { type Sdp, type SdpMedia, attributeOf, readSdp } from './sdp-text.ts';

/** The media description that a call talks over, looked for among all others. */
export interface AudioLine {
  /** Where it stands among the media descriptions; -1 when there is none. */
  readonly index: number;
  /** Where its ICE and DTLS stand: itself, or the first line of its BUNDLE (RFC 9143 §7.1.3). */
  readonly transport: number;
  /** Why nobody can talk over it: `media.noAudioLine`, `media.notEncrypted`, `media.noCommonCodec`; `null` = it can be talked over. */
  readonly refusal: ErrorCode | null;
}

/** What a browser speaks: name and clock rate (RFC 7874 §3; Chromium speaks G.722 besides). */
const codecs: Readonly<Record<string, number>> = {
  opus: 48_000,
  g722: 8000,
  pcmu: 8000,
  pcma: 8000,
};
/** RFC 3551 §6: formats that need no `a=rtpmap`. */
const staticFormats: Readonly<Record<string, string>> = { '0': 'pcmu', '8': 'pcma', '9': 'g722' };
const howNear: readonly (ErrorCode | null)[] = [
  'media.noAudioLine',
  'media.notEncrypted',
  'media.noCommonCodec',
  null,
];

/**
 * The audio line among video, fax, dead and further audio lines: the one that is in use (`current`) as long as it can be talked
 * over, else the first that can, one that is `inactive` last. When none can, the one that comes nearest says why.
 */
export function findAudioLine(sdp: Sdp, current: number | null = null): AudioLine {
  const lines = sdp.media.flatMap((media, index) =>
    media.kind === 'audio' ? [judge(sdp, media, index)] : [],
  );
  const usable = lines.filter(({ refusal }) => refusal === null);
  return (
    usable.find(({ index }) => index === current) ??
    usable.find(({ index }) => attributeOf(sdp.media[index]?.lines ?? [], 'inactive') === null) ??
    usable[0] ??
    lines.toSorted((a, b) => howNear.indexOf(b.refusal) - howNear.indexOf(a.refusal))[0] ?? {
      index: -1,
      transport: -1,
      refusal: 'media.noAudioLine',
    }
  );
}

/** Where the audio stands in an answer of ours: the one audio line that is not refused; `null` when there is none. */
export function livingAudio(answer: string): number | null {
  const index = readSdp(answer).media.findIndex(({ kind, port }) => kind === 'audio' && port !== 0);
  return index < 0 ? null : index;
}

/** Whether a media description names a codec for speech; events (RFC 4733) and comfort noise alone carry none. */
export function namesCodec({ formats, lines }: SdpMedia): boolean {
  const mapped = new Map(
    lines.flatMap((line) => {
      const match = /^a=rtpmap:(\d+)\s+([^/\s]+)\/(\d+)/i.exec(line);
      return match ? [[match[1] ?? '', [match[2] ?? '', Number(match[3])] as const]] : [];
    }),
  );
  return formats.some((format) => {
    const [name, rate] = mapped.get(format) ?? [staticFormats[format] ?? '', 8000];
    return codecs[name.toLowerCase()] === rate;
  });
}

/** Identifiers of the BUNDLE that this media description is in (RFC 9143); empty when it is in none. */
export function bundleOf({ session }: Sdp, { lines }: SdpMedia): readonly string[] {
  const mid = attributeOf(lines, 'mid');
  const groups = session.flatMap((line) =>
    line.startsWith('a=group:BUNDLE ') ? [line.split(/\s+/).slice(1)] : [],
  );
  return mid === null ? [] : (groups.find((group) => group.includes(mid)) ?? []);
}

function judge(sdp: Sdp, media: SdpMedia, index: number): AudioLine {
  const transport = transportOf(sdp, media, index);
  const carrier = sdp.media[transport] ?? media;
  const has = (name: string) =>
    (attributeOf(carrier.lines, name) ?? attributeOf(sdp.session, name)) !== null;
  const isSafe = has('ice-ufrag') && has('ice-pwd') && has('fingerprint');
  const answer = (refusal: ErrorCode | null) => ({ index, transport, refusal });
  if (carrier.port === 0) return answer('media.noAudioLine');
  if (!isSafe) return answer('media.notEncrypted');
  return answer(namesCodec(media) ? null : 'media.noCommonCodec');
}

/** A bundled line may leave address, ICE and DTLS to the first living one of its group, which `a=bundle-only` says with port 0. */
function transportOf(sdp: Sdp, media: SdpMedia, index: number): number {
  const isOwn = media.port !== 0 && attributeOf(media.lines, 'ice-ufrag') !== null;
  const isDead = media.port === 0 && attributeOf(media.lines, 'bundle-only') === null;
  if (isOwn || isDead) return index;
  const mids = bundleOf(sdp, media);
  const carriers = mids.map((mid) =>
    sdp.media.findIndex((one) => one.port !== 0 && attributeOf(one.lines, 'mid') === mid),
  );
  return carriers.find((one) => one >= 0) ?? index;
}
