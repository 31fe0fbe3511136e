import {
  type Sdp,
  type SdpMedia,
  readSdp,
  writeSdp,
} from '../../../src/telephony/core/sdp/sdp-text.ts';
import type { Change } from './chain.ts';

export interface ForeignOffer {
  /** What was done, for the message of a failure. */
  readonly name: string;
  readonly lines: readonly ('audio' | 'video')[];
  /** The browser's offer as a gateway in the field would send it. */
  readonly change: Change;
  /** The desk's answer as the browser that made the offer can read it: its own lines alone, under their names. */
  readonly back: Change;
  /** What the offer says of the direction of sound; `sendrecv` where it says nothing. */
  readonly direction: Direction;
}

const directions = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;
export type Direction = (typeof directions)[number];

interface Line extends SdpMedia {
  /** Its place in the browser's offer; `null` = added. */
  readonly origin: number | null;
}
interface Offer {
  readonly session: readonly string[];
  readonly media: readonly Line[];
}
type Step = readonly [name: string, run: (offer: Offer) => Offer];

const address = 'c=IN IP4 127.0.0.1';
const added: readonly Line[] = [
  ['image', 20_334, 'udptl', ['t38'], [address, 'a=T38FaxVersion:0']],
  ['image', 0, 'udptl', ['t38'], [address]],
  ['audio', 4000, 'RTP/AVP', ['8'], [address, 'a=rtpmap:8 PCMA/8000']],
  ['audio', 0, 'RTP/SAVP', ['0'], [address]],
  ['video', 0, 'RTP/AVP', ['96'], [address, 'a=rtpmap:96 H264/90000']],
  ['application', 9, 'UDP/DTLS/SCTP', ['webrtc-datachannel'], [address, 'a=sctp-port:5000']],
  ['message', 2855, 'TCP/MSRP', ['*'], [address, 'a=accept-types:text/plain']],
  ['text', 11_000, 'RTP/AVP', ['98'], [address, 'a=rtpmap:98 t140/1000']],
].map(([kind, port, protocol, formats, lines]) => ({
  kind,
  port,
  protocol,
  formats,
  lines,
  origin: null,
})) as Line[];
const attributes = [
  ...['a=silenceSupp:off - - - -', 'a=ptime:20', 'a=maxptime:150', 'a=X-vendor:yes', 'a=foo'],
  ...['a=rtcp:9 IN IP4 0.0.0.0', 'a=label:1', 'a=content:main', 'a=rtcp-xr:voip-metrics'],
];
const sessionLines = ['a=tool:gateway', 'b=AS:512', 'b=CT:1000', 'a=sendrecv', 'i=call', 'a=X-a:b'];

/** A description of a browser, changed by one to five things that gateways do; the same for the same `random`. */
export function foreignOffer(random: () => number): ForeignOffer {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const lines = pick<readonly ('audio' | 'video')[]>([
    ['audio'],
    ['audio'],
    ['audio', 'video'],
    ['video', 'audio'],
  ]);
  const direction = random() < 0.3 ? pick(directions) : 'sendrecv';
  const steps = Array.from({ length: 1 + Math.floor(random() * 4) }, () => step(random, pick));
  const turned: Step = [direction, (offer) => onAudio(offer, (line) => turn(line, direction))];
  const all = direction === 'sendrecv' ? steps : [...steps, turned];
  let sent: Offer | null = null;
  let own: Sdp = { session: [], media: [] };
  return {
    name: `${lines.join('+')}: ${all.map(([name]) => name).join(', ')}`,
    lines,
    direction,
    change(text) {
      own = readSdp(text);
      const start = own.media.map((line, origin) => ({ ...line, origin }));
      sent = all.reduce<Offer>((offer, [, run]) => run(offer), { ...own, media: start });
      return writeSdp(sent);
    },
    back: (answer) => (sent ? backFor(readSdp(answer), sent, own) : answer),
  };
}

function step(random: () => number, pick: <Item>(items: readonly Item[]) => Item): Step {
  const line = pick(added);
  const place = random();
  const name = pick(attributes);
  const head = pick(sessionLines);
  const port = pick([0, 1, 9, 4000, 65_535]);
  const kept = new Set(
    pick([['111'], ['8'], ['0', '8'], ['9', '101'], ['18'], ['101'], ['13', '0']]),
  );
  const gone = pick(['fingerprint', 'ice-pwd', 'rtcp-mux', 'setup', 'candidate', 'msid', 'extmap']);
  return pick<Step>([
    [`${line.kind} ${line.port} added`, (offer) => insert(offer, line, place)],
    [`${line.kind} ${line.port} added`, (offer) => insert(offer, line, place)],
    [name, (offer) => onAudio(offer, (audio) => ({ ...audio, lines: [...audio.lines, name] }))],
    [`session ${head}`, (offer) => ({ ...offer, session: [...offer.session, head] })],
    [`audio port ${port}`, (offer) => onAudio(offer, (audio) => ({ ...audio, port }))],
    [
      `formats ${[...kept].join(' ')}`,
      (offer) => onAudio(offer, (audio) => withFormats(audio, kept)),
    ],
    [`without ${gone}`, (offer) => onAudio(offer, (audio) => withoutAttribute(audio, gone))],
    ['without names', withoutNames],
  ]);
}

const insert = ({ session, media }: Offer, line: Line, place: number): Offer => ({
  session,
  media: media.toSpliced(Math.floor(place * (media.length + 1)), 0, line),
});

/** The browser's own audio line. */
const onAudio = ({ session, media }: Offer, change: (line: Line) => Line): Offer => ({
  session,
  media: media.map((line) => (line.kind === 'audio' && line.origin !== null ? change(line) : line)),
});

const turn = (line: Line, direction: Direction): Line => ({
  ...line,
  lines: [
    ...line.lines.filter((one) => !directions.some((way) => one === `a=${way}`)),
    `a=${direction}`,
  ],
});

const withFormats = (line: Line, kept: ReadonlySet<string>): Line => ({
  ...line,
  formats: [...kept],
  lines: line.lines.filter((one) => {
    const format = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(one)?.[1];
    return format === undefined || kept.has(format);
  }),
});

const withoutAttribute = (line: Line, name: string): Line => ({
  ...line,
  lines: line.lines.filter((one) => !new RegExp(`^a=${name}\\b`).test(one)),
});

const isName = (line: string) => /^a=(?:group|mid|msid|extmap)\b/.test(line);
const withoutNames = ({ session, media }: Offer): Offer => ({
  session: session.filter((line) => !isName(line)),
  media: media.map((line) => ({ ...line, lines: line.lines.filter((one) => !isName(one)) })),
});

function backFor(answer: Sdp, sent: Offer, own: Sdp): string {
  const named = sent.media.flatMap(({ origin }, index) => {
    const line = answer.media[index];
    if (origin === null || !line) return [];
    const mid = own.media[origin]?.lines.find((one) => one.startsWith('a=mid:'));
    const rest = line.lines.filter((one) => !one.startsWith('a=mid:'));
    return [{ ...line, lines: mid ? [...rest, mid] : rest }];
  });
  return writeSdp({ session: answer.session, media: named });
}
