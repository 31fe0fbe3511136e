import { afterEach, describe, expect, it } from 'vitest';
import {
  type Script,
  createScriptedDesk,
  isRightDigest,
  responseTo,
  valueIn,
} from '../../support/scripted-registrar.ts';
import { until } from '../../support/until.ts';

const challenge = (algorithm: string, nonce: string, more = ', qop="auth"') =>
  `WWW-Authenticate: Digest realm="pbx.example", nonce="${nonce}"${algorithm === '' ? '' : `, algorithm=${algorithm}`}${more}`;
const ok = ['200 OK', 'Expires: 300'];
const authorization = (request: string) => valueIn(request, 'Authorization');
const asked = (...challenges: string[]): Script => {
  return (request) => {
    if (authorization(request) === '') return ['401 Unauthorized', ...challenges];
    return isRightDigest(authorization(request), 'REGISTER')
      ? ok
      : ['401 Unauthorized', ...challenges];
  };
};

describe('a PBX that asks who we are', () => {
  let desk: ReturnType<typeof createScriptedDesk>;
  afterEach(() => desk.close());
  const open = (script: Script) => {
    desk = createScriptedDesk(script);
    desk.start();
  };
  const settled = () =>
    until('settled', () =>
      ['registered', 'retryWait', 'stopped'].includes(desk.registration().kind),
    );
  const answers = () => desk.sent.map(authorization).filter((value) => value !== '');

  it.each([
    ['MD5', [challenge('MD5', 'n0')], 'n0'],
    ['MD5 without a word', [challenge('', 'n0')], 'n0'],
    ['SHA-256', [challenge('SHA-256', 'n0')], 'n0'],
    ['"sha-256" in quotes', [challenge('"sha-256"', 'n0')], 'n0'],
    ['SHA-512-256', [challenge('SHA-512-256', 'n0')], 'n0'],
    ['MD5, then SHA-256', [challenge('MD5', 'n0'), challenge('SHA-256', 'n1')], 'n0'],
    ['SHA-256, then MD5', [challenge('SHA-256', 'n0'), challenge('MD5', 'n1')], 'n0'],
    ['one that nobody knows, then MD5', [challenge('SHA-999', 'n0'), challenge('MD5', 'n1')], 'n1'],
    ['no qop', [challenge('SHA-256', 'n0', '')], 'n0'],
    ['an opaque', [challenge('MD5', 'n0', ', opaque="", qop="auth"')], 'n0'],
    ['Basic beside Digest', ['WWW-Authenticate: Basic realm="x"', challenge('MD5', 'n0')], 'n0'],
  ])('is answered: %s', async (_name, challenges, nonce) => {
    open(asked(...challenges));
    await settled();
    expect(desk.registration()).toMatchObject({ kind: 'registered' });
    expect(answers()[0]).toContain(`nonce="${nonce}"`);
  });

  it.each([
    ['an algorithm', challenge('SHA-999', 'n0')],
    ['a qop', challenge('MD5', 'n0', ', qop="token"')],
    ['a scheme', 'WWW-Authenticate: Bearer realm="pbx.example"'],
    ['nothing', 'X-Nothing: 1'],
  ])(
    'is told apart from a wrong secret when it wants %s that we do not have',
    async (_name, line) => {
      open(asked(line));
      await settled();
      expect(desk.registration()).toMatchObject({ kind: 'retryWait', code: 'sip.authUnsupported' });
      expect(answers()).toEqual([]);
    },
  );

  it('hears of a wrong secret after one try', async () => {
    open(() => ['401 Unauthorized', challenge('SHA-256', 'n0')]);
    await settled();
    expect(desk.registration()).toEqual({ kind: 'stopped', code: 'sip.badCredentials' });
    expect(answers()).toHaveLength(1);
  });

  it('answers a stale nonce, proxy and registrar beside each other, and several realms', async () => {
    const proxy =
      'Proxy-Authenticate: Digest realm="proxy", nonce="p0", algorithm=SHA-256, qop="auth"';
    const other = 'WWW-Authenticate: Digest realm="other", nonce="o0", algorithm=MD5';
    let isStale = true;
    open((request) => {
      if (valueIn(request, 'Proxy-Authorization') === '') return ['407 Who', proxy];
      if (authorization(request) === '') return ['401 Who', challenge('MD5', 'n0'), other];
      if (isStale) {
        isStale = false;
        return ['401 Who', challenge('MD5', 'n1', ', qop="auth", stale=true')];
      }
      return ok;
    });
    await settled();
    expect(desk.registration().kind).toBe('registered');
    const last = desk.sent.findLast((text) => text.startsWith('REGISTER')) ?? '';
    const values = [...last.matchAll(/^(?:Proxy-)?Authorization: (.*)\r$/gm)].map(
      ([, value]) => value ?? '',
    );
    const nonces = values.map((value) => /nonce="(\w+)"/.exec(value)?.[1]);
    expect(new Set(nonces)).toEqual(new Set(['n1', 'o0', 'p0']));
    expect(values.every((value) => isRightDigest(value, 'REGISTER'))).toBe(true);
  });

  it('uses the next nonce that the registrar names', async () => {
    const inner = asked(challenge('SHA-256', 'n0'));
    open((request) => {
      const answer = inner(request);
      return answer === ok ? [...ok, 'Authentication-Info: nextnonce="n9"'] : answer;
    });
    await settled();
    desk.phone.wake();
    await until('refreshed', () => answers().length === 2);
    expect(answers()[1]).toMatch(/nonce="n9".*nc=00000001/);
    expect(isRightDigest(answers()[1] ?? '', 'REGISTER')).toBe(true);
  });

  it('is answered for INVITE, and for a BYE whose target has an odd host', async () => {
    let byes = 0;
    desk = createScriptedDesk((request) => {
      if (request.startsWith('REGISTER')) return ok;
      if (!/^(?:INVITE|BYE) /.test(request)) return null;
      const [method = ''] = request.split(' ', 1);
      if (method === 'BYE') byes += 1;
      if (!isRightDigest(authorization(request), method))
        return ['401 Who', challenge('SHA-256', `n-${method}`)];
      if (method === 'BYE') return ['200 OK'];
      desk.wire.toDesk(
        responseTo(request, ['200 OK', 'Contact: <sip:far@call_center_pbx;transport=ws>'], {
          body: 'v=0\r\n',
        }),
      );
      return null;
    });
    desk.start();
    await settled();
    const callId = 'a7a52b1c-0000-4000-8000-000000000002';
    const order = { callId, number: '8000', dialString: '8000', ticketNo: null } as const;
    await desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
    await until('connected', () => desk.events.some(({ kind }) => kind === 'connected'));
    await desk.phone.hangUp(callId);
    await until('both BYEs', () => byes === 2);
    const bye = desk.sent.filter((text) => text.startsWith('BYE ')).at(-1) ?? '';
    expect(isRightDigest(authorization(bye), 'BYE')).toBe(true);
    expect(bye).toMatch(/^BYE sip:far@call_center_pbx;transport=ws SIP/);
  });
});

describe('a registrar that writes Contacts its own way', () => {
  it.each([
    ['leaves them out', ['Expires: 300'], 300],
    ['leaves everything out', [], 300],
    [
      'writes them anew',
      ['Expires: 120', 'Contact: <sip:1003@203.0.113.5:53951;transport=ws>;expires=120'],
      120,
    ],
    [
      'adds routes',
      [
        'Service-Route: <sip:a_b;lr>',
        'Path: <sip:x_y;lr>',
        'P-Associated-URI: <tel:1003>',
        'Expires: 90',
      ],
      90,
    ],
  ])('%s: registered, and refreshed in time', async (_name, headers, seconds) => {
    const desk = createScriptedDesk(() => ['200 OK', ...headers]);
    desk.start();
    await until('registered', () => desk.registration().kind === 'registered');
    expect(desk.delays.some((ms) => Math.abs(ms - seconds * 750) < 1000)).toBe(true);
    await desk.close();
  });
});
