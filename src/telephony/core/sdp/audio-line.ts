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
const codecs: ReadonlyMap<string, number> = new Map([
  ['opus', 48_000],
  ['g722', 8000],
  ['pcmu', 8000],
  ['pcma', 8000],
]);
/** RFC 3551 §6: formats that need no `a=rtpmap`. Maps: what the far side writes there may be `constructor`. */
const staticFormats: ReadonlyMap<string, string> = new Map([
  ['0', 'pcmu'],
  ['8', 'pcma'],
  ['9', 'g722'],
]);
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
  const judge = createJudge(sdp);
  const lines = sdp.media.flatMap((media, index) =>
    media.kind === 'audio' ? [judge(media, index)] : [],
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
    const [name, rate] = mapped.get(format) ?? [staticFormats.get(format) ?? '', 8000];
    return codecs.get(name.toLowerCase()) === rate;
  });
}

/** Identifiers of the BUNDLE that this media description is in (RFC 9143); empty when it is in none. */
export function bundleOf({ session }: Sdp, { lines }: SdpMedia): readonly string[] {
  const mid = attributeOf(lines, 'mid');
  return mid === null ? [] : (groupsOf(session).find((group) => group.includes(mid)) ?? []);
}

function groupsOf(session: Sdp['session']): string[][] {
  return session.flatMap((line) =>
    line.startsWith('a=group:BUNDLE ') ? [line.split(/\s+/).slice(1)] : [],
  );
}

/** What lines have in common is looked up once: a hostile description has thousands of them in one bundle. */
function createJudge(sdp: Sdp) {
  const carriers = carriersOf(sdp);
  const safe = new Map<number, boolean>();
  const isSafe = (transport: number): boolean => {
    const lines = sdp.media[transport]?.lines ?? [];
    const known = safe.get(transport);
    const found =
      known ??
      ['ice-ufrag', 'ice-pwd', 'fingerprint'].every(
        (name) => (attributeOf(lines, name) ?? attributeOf(sdp.session, name)) !== null,
      );
    safe.set(transport, found);
    return found;
  };
  return (media: SdpMedia, index: number): AudioLine => {
    const transport = transportOf(media, index, carriers);
    const answer = (refusal: ErrorCode | null) => ({ index, transport, refusal });
    if (sdp.media[transport]?.port === 0) return answer('media.noAudioLine');
    if (!isSafe(transport)) return answer('media.notEncrypted');
    return answer(namesCodec(media) ? null : 'media.noCommonCodec');
  };
}

/** Where the transport of each bundled line stands, by its identifier: the first living one of its group. */
function carriersOf({ session, media }: Sdp): ReadonlyMap<string, number> {
  const living = new Map<string, number>();
  for (const [index, { port, lines }] of media.entries()) {
    const mid = port === 0 ? null : attributeOf(lines, 'mid');
    if (mid !== null && !living.has(mid)) living.set(mid, index);
  }
  const carriers = new Map<string, number>();
  const grouped = new Set<string>();
  for (const group of groupsOf(session)) {
    const carrier = living.get(group.find((mid) => living.has(mid)) ?? '');
    for (const mid of group) {
      if (!grouped.has(mid) && carrier !== undefined) carriers.set(mid, carrier);
      grouped.add(mid);
    }
  }
  return carriers;
}

/** A bundled line may leave address, ICE and DTLS to the first living one of its group, which `a=bundle-only` says with port 0. */
function transportOf(
  { port, lines }: SdpMedia,
  index: number,
  carriers: ReadonlyMap<string, number>,
): number {
  const isOwn = port !== 0 && attributeOf(lines, 'ice-ufrag') !== null;
  const isDead = port === 0 && attributeOf(lines, 'bundle-only') === null;
  const mid = isOwn || isDead ? null : attributeOf(lines, 'mid');
  return mid === null ? index : (carriers.get(mid) ?? index);
}
