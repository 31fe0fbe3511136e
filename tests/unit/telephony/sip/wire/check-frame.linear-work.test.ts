import { describe, expect, it } from 'vitest';
import type { OpenRequest } from '../../../../../src/telephony/sip/wire/answer-text.ts';
import { checkFrame } from '../../../../../src/telephony/sip/wire/check-frame.ts';

const runs = [
  ...[' ', '\t', ',', '"', '\\', '(', ')', ';', '%', ':', '<', '>', '@', '?', '[', ']', '.', '1'],
  ...['a', '\r', '\n', '\r\n', '\r\n ', '\r\n\t', '\r\r\n', '\0', ':::', '%20', 'a ', ';a', ';a="'],
  ...['"a" ', '\\"', '"\\', ' ;', ' =', '=a;', ';tag=', ';branch=', 'sip:', '<sip:a>,'],
  ...[
    'SIP/2.0/WS a,',
    'SIP/2.0/UDP h;branch=z9hG4bK1,',
    ', ',
    '水',
    '--b\r\n',
    '\r\n--b',
    '--',
    'v=0\n',
  ],
];
const places = [
  ...['start', 'uri', 'body', 'lines', 'X', 'Via', 'From', 'To', 'Contact', 'Call-ID', 'CSeq'],
  ...['Content-Disposition', 'Content-Type', 'Content-Length', 'Require', 'Accept', 'Date'],
];

const asked: OpenRequest = {
  method: 'INVITE',
  via: 'SIP/2.0/WS pbx.invalid;branch=z9hG4bK1',
  cseq: 1,
  callId: '1@pbx',
  from: '<sip:a@pbx.example>;tag=a',
  to: '<sip:1003@pbx.example>',
  target: 'sip:1003@pbx',
};
/** What a message may be: a request, an answer of whatever form to one of ours, and a request whose body has parts. */
const kinds = ['request', 'answer', 'parts'] as const;

/** A message that is sound but for `run`, which fills `size` characters of `place`. */
function hostile(kind: (typeof kinds)[number], run: string, place: string, size: number): string {
  const filled = (length: number) => run.repeat(Math.ceil(length / run.length)).slice(0, length);
  const headers: [string, string][] = [
    ['Via', 'SIP/2.0/WS pbx.invalid;branch=z9hG4bK1'],
    ['From', '<sip:a@pbx.example>;tag=a'],
    ['To', '<sip:1003@pbx.example>'],
    ['Call-ID', '1@pbx'],
    ['CSeq', '1 INVITE'],
    ['Contact', '<sip:a@pbx.example>'],
  ];
  const grown = headers.map(([name, value]) =>
    name === place ? `${name}: ${value}${filled(size)}` : `${name}: ${value}`,
  );
  if (!headers.some(([name]) => name === place)) grown.push(`${place}: ${filled(size)}`);
  if (place === 'lines')
    for (let at = 0; at < size; at += 4000) grown.push(`Contact: ${filled(4000)}`);
  if (kind === 'parts') grown.push('Content-Type: multipart/mixed;boundary=b');
  const first = kind === 'answer' ? 'SIP/2.0 200 OK' : 'INVITE sip:1003@desk.invalid SIP/2.0';
  const start = place === 'start' ? filled(size) : first;
  const uri = `INVITE sip:${filled(size)}@desk.invalid SIP/2.0`;
  const body = place === 'body' ? filled(size) : '';
  return `${[place === 'uri' ? uri : start, ...grown].join('\r\n')}\r\n\r\n${body}`;
}

/** The best of several: what else the machine does only adds. */
function workMs(frame: string, times: number): number {
  let best = Infinity;
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    checkFrame(frame, (marks) => (marks.branches.length > 0 ? asked : null));
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Four times as long is four times the work, on a busy machine with cold caches up to nine; what is not in step makes sixteen. */
const steepRatio = 12;

/** How much more the large one costs. A busy machine may hold up one of the two, so the steep is looked at again: it is so each time. */
function growth(large: string, small: string): number {
  let least = Infinity;
  for (let look = 0; look < 4 && least > steepRatio; look += 1)
    least = Math.min(least, workMs(large, 10) / workMs(small, 10));
  return least;
}

describe('work for a hostile frame', () => {
  // A header line of more than 8,192 characters is refused unread: lines just below it make the grammar work hardest.
  it.each([
    ['64 KiB', 16_000, 64_000],
    ['one long header line', 1975, 7900],
  ])(
    'grows in step with its length: %s',
    (_name, small, large) => {
      const steep: string[] = [];
      const all = kinds.flatMap((kind) => runs.map((run) => [kind, run] as const));
      for (const [kind, run] of all)
        for (const place of kind === 'parts' ? ['body', 'Content-Disposition'] : places) {
          const frame = hostile(kind, run, place, large);
          const ms = workMs(frame, 3);
          // Below this the clock and the collector are what is measured; quadratic work on 64 KiB takes seconds.
          if (ms < 5) continue;
          const ratio = growth(frame, hostile(kind, run, place, small));
          if (ratio > steepRatio)
            steep.push(`${kind}, ${JSON.stringify(run)} in ${place}: ${ratio}`);
        }
      expect(steep).toEqual([]);
    },
    120_000,
  );
});
