import { AppError } from '../../../shared/app-error.ts';
import { type AudioLine, bundleOf, findAudioLine } from '../../core/sdp/audio-line.ts';
import { strictSdp } from '../../core/sdp/strict-sdp.ts';
import { type SdpMedia, attributeOf, readSdp, writeSdp } from '../../core/sdp/sdp-text.ts';

/** What both sides have on their list of media descriptions, and which of them is the call's audio. */
export interface SdpLayout {
  readonly audio: AudioLine;
  /** As the far side described them. */
  readonly media: readonly SdpMedia[];
  /** Identifiers that are bundled and alive; empty when the far side does not bundle the audio. */
  readonly bundle: readonly string[];
}

/** The attributes of transport (RFC 8859 §5): what a bundled line leaves to the first one of its group. */
const transportNames = [
  ...['ice-ufrag', 'ice-pwd', 'ice-options', 'fingerprint', 'setup', 'candidate'],
  ...['end-of-candidates', 'rtcp', 'rtcp-mux'],
];
const isAttribute = (line: string, names: readonly string[]) =>
  names.some((name) => line === `a=${name}` || line.startsWith(`a=${name}:`));
const isTransport = (line: string) => line.startsWith('c=') || isAttribute(line, transportNames);
/** Meaningless for a single line, and another identifier than the far side's would only lead it astray. */
const isMidExtension = (line: string) =>
  line.startsWith('a=extmap:') && line.includes('urn:ietf:params:rtp-hdrext:sdes:mid');

/** Finds the audio in an offer of the far side; fails with the code of `AudioLine.refusal`. */
export function layoutOf(text: string, current: SdpLayout | null): SdpLayout {
  const sdp = readSdp(text);
  const audio = findAudioLine(sdp, current?.audio.index ?? null);
  if (audio.refusal !== null) throw new AppError(audio.refusal);
  const mids = [audio.transport, audio.index].map((index) => midOf(sdp.media[index]));
  const line = sdp.media[audio.index];
  const group = line ? bundleOf(sdp, line) : [];
  const bundle = [
    ...new Set(mids.flatMap((mid) => (mid !== null && group.includes(mid) ? [mid] : []))),
  ];
  return { audio, media: sdp.media, bundle };
}

/** The far side's description with the call's audio line alone, by the letter, under the name that the browser knows it by. */
export function audioOnly(text: string, { audio }: SdpLayout, knownMid: string | null): string {
  const sdp = readSdp(text);
  const line = sdp.media[audio.index];
  const carrier = sdp.media[audio.transport];
  if (!line || !carrier) throw new AppError('media.noAudioLine');
  const named = midOf(line) ?? '';
  const mid = knownMid ?? (/^[\w-]{1,16}$/.test(named) ? named : '0');
  const isCarried = carrier !== line;
  const own = line.lines.filter(
    (one) =>
      !isAttribute(one, ['mid', 'bundle-only']) &&
      !isMidExtension(one) &&
      !(isCarried && isTransport(one)),
  );
  const address = isCarried ? carrier.lines.filter((one) => one.startsWith('c=')) : [];
  const transport = isCarried
    ? carrier.lines.filter((one) => isTransport(one) && !one.startsWith('c='))
    : [];
  const lines = [...address, ...own, `a=mid:${mid}`, ...transport];
  return writeSdp(
    strictSdp({
      session: withBundle(sdp.session, [mid]),
      media: [{ ...line, port: carrier.port, lines }],
    }),
  );
}

/**
 * The browser's description of the audio line among all lines of the call, in their order and number (RFC 3264 §6, §8): those
 * that are not taken have port 0; a line whose transport the audio uses stays alive and silent (RFC 9143 §7.3).
 */
export function amongAll(text: string, layout: SdpLayout | null): string {
  const sdp = readSdp(text);
  const [ours] = sdp.media;
  if (!ours) throw new AppError('media.negotiationFailed');
  const lines = ours.lines.filter((one) => !isMidExtension(one));
  if (layout === null) return writeSdp({ session: sdp.session, media: [{ ...ours, lines }] });
  const { audio, bundle } = layout;
  const rest = lines.filter((one) => !isAttribute(one, ['mid']));
  const [above, below] = [
    rest.filter((one) => !one.startsWith('a=')),
    rest.filter((one) => one.startsWith('a=')),
  ];
  const address = rest.filter((one) => one.startsWith('c='));
  const media = layout.media.map((far, index): SdpMedia => {
    const name = midOf(far);
    const mid = name === null ? [] : [`a=mid:${name}`];
    if (index === audio.index) return { ...ours, lines: [...above, ...mid, ...below] };
    if (index === audio.transport) {
      const [format = '0'] = far.formats;
      const maps = far.lines.filter((one) => one.startsWith(`a=rtpmap:${format} `));
      const transport = rest.filter((one) => isTransport(one) && !one.startsWith('c='));
      return {
        ...far,
        port: ours.port,
        formats: [format],
        lines: [...address, ...mid, ...maps, 'a=inactive', ...transport],
      };
    }
    return { ...far, port: 0, lines: [...address, ...mid] };
  });
  return writeSdp({ session: withBundle(sdp.session, bundle), media });
}

function withBundle(session: readonly string[], mids: readonly string[]): readonly string[] {
  const others = session.filter((line) => !line.startsWith('a=group:'));
  return mids.length === 0 ? others : [...others, `a=group:BUNDLE ${mids.join(' ')}`];
}

function midOf(media: SdpMedia | undefined): string | null {
  return media ? attributeOf(media.lines, 'mid') : null;
}
