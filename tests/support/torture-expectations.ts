/** What a desk must do with a test message that comes over its WebSocket. */
export interface TortureExpectation {
  readonly rfc: '4475' | '5118';
  readonly section: string;
  readonly name: string;
  /**
   * `taken`: valid, goes to the parser and is handled; `refused`: our guard stops it. A number is the response that
   * leaves the desk, `null` none, `'rings'` a call.
   */
  readonly outcome: 'taken' | 'refused';
  readonly response: number | 'rings' | null;
  readonly why: string;
}

type Row = readonly [
  section: string,
  name: string,
  response: TortureExpectation['response'],
  why: string,
];

const rows = (
  rfc: TortureExpectation['rfc'],
  outcome: TortureExpectation['outcome'],
  list: readonly Row[],
): TortureExpectation[] =>
  list.map(([section, name, response, why]) => ({ rfc, section, name, outcome, response, why }));

/** For a desk that has the user part `user` in its Contact, so that most of the messages are meant for it. */
export const tortureExpectations: readonly TortureExpectation[] = [
  ...rows('4475', 'taken', [
    [
      '3.1.1.1',
      'wsinv',
      404,
      'valid, with every legal space, fold and compact name; for vivekg, who is not us',
    ],
    ['3.1.1.2', 'intmeth', 405, 'valid; a method we do not know, every odd character is legal'],
    ['3.1.1.3', 'esc01', 404, 'valid; the escaped user is not us, and not "user@example.com"'],
    ['3.1.1.5', 'esc02', 405, 'valid; %-escapes mean nothing in a method: it is no REGISTER'],
    ['3.1.1.6', 'lwsdisp', 200, 'valid; no space is needed before "<"'],
    ['3.1.1.7', 'longreq', 'rings', 'valid; long values only'],
    ['3.1.1.9', 'semiuri', 404, 'valid; the semicolon belongs to the user part, which is not ours'],
    ['3.1.1.10', 'transports', 200, 'valid; Via may name transports we have never heard of'],
    ['3.1.1.12', 'unreason', null, 'valid; a response to nothing of ours is dropped (3261 18.1.2)'],
    ['3.1.1.13', 'noreason', null, 'valid; an empty reason; dropped as the one before'],
    ['3.1.2.12', 'baddate', 'rings', 'a Date that is not in GMT: nobody here goes by it'],
    ['3.2.1', 'badbranch', 200, 'a bare cookie is no branch: matched the RFC 2543 way'],
    ['3.3.10', 'bcast', null, 'valid; a response with a Via beneath ours is dropped (8.1.3.3)'],
    ['3.3.11', 'zeromf', 200, 'valid; Max-Forwards 0 stops proxies, not the one it is meant for'],
    ['3.4.1', 'inv2543', 404, 'valid RFC 2543; no branch; for UserB, who is not us'],
  ]),
  // Valid as to form; the answer that RFC 3261 8.2 asks for comes from our own layer.
  ...rows('4475', 'refused', [
    ['3.1.1.4', 'escnull', 405, 'valid, NULs in users included; a desk is no registrar'],
    ['3.1.1.8', 'dblreq', 405, 'valid; a frame is one message: what follows its body is ignored'],
    ['3.1.1.11', 'mpart01', 405, 'valid, binary body; MESSAGE is not for a desk'],
    ['3.3.2', 'unkscm', 416, 'valid; unknown scheme in the Request-URI (3261 8.2.2.1)'],
    ['3.3.3', 'novelsc', 416, 'valid; known scheme, not one we can be reached by'],
    ['3.3.4', 'unksm2', 405, 'valid; unknown schemes in To, From, Contact; no registrar here'],
    ['3.3.5', 'bext01', 420, 'valid; requires extensions nobody has; Unsupported names them'],
    ['3.3.6', 'invut', 415, 'valid; a body type we cannot read; Accept names ours'],
    ['3.3.7', 'regaut01', 405, 'valid; unknown authorization scheme; no registrar here'],
    ['3.3.12', 'cparam01', 405, 'valid; the parameter is the Contact header’s; no registrar here'],
    ['3.3.13', 'cparam02', 405, 'valid; the parameter is the URI’s; no registrar here'],
    ['3.3.14', 'regescrt', 405, 'valid; headers are allowed in a bracketed Contact'],
    ['3.3.15', 'sdp01', 406, 'valid; takes no SDP for an answer'],
  ]),
  ...rows('4475', 'refused', [
    ['3.1.2.1', 'badinv01', 400, 'empty parameters in Via and Contact'],
    ['3.1.2.2', 'clerr', 400, 'Content-Length beyond the frame, as beyond a datagram (18.3)'],
    ['3.1.2.3', 'ncl', 400, 'negative Content-Length'],
    ['3.1.2.4', 'scalar02', 400, 'CSeq beyond 2^31'],
    ['3.1.2.5', 'scalarlg', null, 'CSeq beyond 2^31; a response gets no answer'],
    ['3.1.2.6', 'quotbal', 400, 'a quote that is never closed'],
    ['3.1.2.7', 'ltgtruri', 400, 'angle brackets around the Request-URI'],
    ['3.1.2.8', 'lwsruri', 400, 'spaces within the Request-URI'],
    ['3.1.2.9', 'lwsstart', 400, 'two spaces in the request line'],
    ['3.1.2.10', 'trws', 400, 'spaces at the end of the request line'],
    ['3.1.2.11', 'escruri', 400, 'headers in the Request-URI'],
    ['3.1.2.13', 'regbadct', 400, 'a Contact with headers and no angle brackets'],
    ['3.1.2.14', 'badaspec', 400, 'spaces within an addr-spec'],
    ['3.1.2.15', 'baddn', 400, 'a comma in a display name without quotes'],
    ['3.1.2.16', 'badvers', 505, 'SIP/7.0'],
    ['3.1.2.17', 'mismatch01', 400, 'CSeq of another method'],
    ['3.1.2.18', 'mismatch02', 400, 'CSeq of another method, and an unknown one'],
    ['3.1.2.19', 'bigcode', null, 'a status of ten digits; a response gets no answer'],
    ['3.3.1', 'insuf', 400, 'no From, To, Call-ID; the answer copies what there is'],
    ['3.3.8', 'multi01', 400, 'headers twice that may be there once'],
    ['3.3.9', 'mcl01', 400, 'two Content-Lengths'],
  ]),
  ...rows('5118', 'taken', [
    ['4.5', 'via-received-param-with-delim', 404, 'valid; no user in the Request-URI, so not us'],
    ['4.5', 'via-received-param-no-delim', 404, 'accepted though the brackets are missing'],
    ['4.6', 'ipv6-in-sdp', 'rings', 'valid; IPv6 in the offer'],
    ['4.7', 'mult-ip-in-header', 481, 'valid; both address families; a dialog we do not have'],
    ['4.8', 'mult-ip-in-sdp', 'rings', 'valid; both address families in the offer'],
    ['4.9', 'ipv4-mapped-ipv6', 'rings', 'valid; mapped addresses'],
    ['4.10', 'ipv6-bug-abnf-3-colons', 200, 'three colons by an error of the grammar: accepted'],
    ['4.10', 'ipv6-correct-abnf-2-colons', 200, 'valid'],
  ]),
  ...rows('5118', 'refused', [
    ['4.1', 'ipv6-good', 405, 'valid; no registrar here'],
    ['4.2', 'ipv6-bad', 400, 'IPv6 without brackets in the Request-URI'],
    ['4.3', 'port-ambiguous', 405, 'valid: 5070 belongs to the address; no registrar here'],
    ['4.4', 'port-unambiguous', 405, 'valid: 5070 is the port; no registrar here'],
  ]),
];
