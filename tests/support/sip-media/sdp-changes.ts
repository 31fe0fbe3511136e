import { readSdp, writeSdp } from '../../../src/telephony/core/sdp/sdp-text.ts';

/** Changes of a browser's description into what the field sends, and back. */

/** Without the names that a browser gives its lines: `mid`, BUNDLE, `msid`, header extensions. */
export const bare = (sdp: string) => sdp.replace(/^a=(?:group|mid|msid|extmap)\b.*\r\n/gm, '');

/** A fax line (T.38), as a gateway writes it. */
export const t38 = (port = 20_334) =>
  `m=image ${port} udptl t38\r\nc=IN IP4 127.0.0.1\r\na=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\na=T38FaxRateManagement:transferredTCF\r\n`;

/** The description among parts, as a SIP-I gateway puts its ISUP beside it (RFC 3204). */
export const besideIsup = (sdp: string) =>
  [
    ...['--gw7', 'Content-Type: application/sdp', '', sdp, '--gw7'],
    'Content-Type: application/isup;version=itu-t92+;base=itu-t92+',
    ...['Content-Disposition: signal;handling=optional', '', '\x01\x00\x20\x01\x0a', '--gw7--', ''],
  ].join('\r\n');

/** `text` before the first line. */
export const before = (sdp: string, text: string) => sdp.replace(/^m=/m, `${text}m=`);

/** Only what a browser with one audio line has offered, and under its name. */
export const audioAlone = (sdp: string) => {
  const { session, media } = readSdp(sdp);
  const audio = media.filter((one) => one.kind === 'audio' && one.port !== 0);
  const named = audio.map((one) =>
    one.lines.some((line) => line.startsWith('a=mid:'))
      ? one
      : { ...one, lines: [...one.lines, 'a=mid:0'] },
  );
  return writeSdp({ session, media: named });
};

/** `audio 9 sendrecv`-like: what stands on each line. */
export const linesOf = (sdp: string) =>
  readSdp(sdp).media.map(({ kind, port }) => `${kind} ${port === 0 ? 'refused' : 'taken'}`);

export const audioPort0 = (sdp: string) => sdp.replace(/^m=audio \d+/m, 'm=audio 0');

/** The audio with these codecs alone; `rtpmap` lines as given. */
export const withCodecs = (formats: string, maps: readonly string[]) => (sdp: string) => {
  const { session, media } = readSdp(sdp);
  return writeSdp({
    session,
    media: media.map((one) =>
      one.kind === 'audio'
        ? {
            ...one,
            formats: formats.split(' '),
            lines: [
              ...one.lines.filter((line) => !/^a=(?:rtpmap|fmtp|rtcp-fb):/.test(line)),
              ...maps.map((map) => `a=rtpmap:${map}`),
            ],
          }
        : one,
    ),
  });
};

export const without = (name: string) => (sdp: string) =>
  sdp.replace(new RegExp(`^a=${name}\\b.*\\r\\n`, 'gm'), '');
