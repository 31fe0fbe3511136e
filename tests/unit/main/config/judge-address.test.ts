import { describe, expect, it } from 'vitest';
import { judgeAddress } from '../../../../src/main/config/judge-address.ts';

const judge = (text: string) => judgeAddress(text, { plain: 'http', safe: 'https' }).kind;

describe('judgeAddress', () => {
  it.each([
    'https://hub.test',
    'HTTPS://HUB.TEST/',
    'https://10.0.0.5:8443/hotline/',
    'https://127.0.0.1.evil.test/',
    'http://127.0.0.1:8700',
    'http://127.8.9.1',
    'http://127.1:8700',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://localhost',
    'HTTP://LOCALHOST:8700/x',
    'http://localhost./',
    'http://[::1]:8700',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::FFFF:7F00:1]/',
  ])('takes %s', (text) => {
    expect(judge(text)).toBe('safe');
  });

  it.each([
    'http://hub.test',
    'HTTP://hub.test',
    'http://10.0.0.5:8700',
    'http://0.0.0.0:8700',
    'http://0/',
    'http://[::]/',
    'http://[::ffff:10.0.0.5]/',
    'http://[fe80::1]/',
    'http://127.0.0.1.evil.test/',
    'http://localhost.evil.test/',
    'http://localhost.localdomain/',
    'http://evil.localhost.test/',
    'http://xn--localhost-x2a.test/',
    'http://169.254.127.1/',
    'http://3232235521/',
    'http:hub.test',
    'http:/\\hub.test',
  ])('finds %s not encrypted', (text) => {
    expect(judge(text)).toBe('plain');
  });

  it.each([
    'http://127.0.0.1@evil.test/',
    'http://127.0.0.1:8700@evil.test/',
    'https://@hub.test/',
    'https://user:pass@hub.test/',
    'http:\\\\127.0.0.1@evil.test',
    'https://hub.test/#x',
    'ftp://127.0.0.1/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ws://127.0.0.1',
    '127.0.0.1:8700',
    '//hub.test',
    'http://256.256.256.256/',
    'http://[::1',
    '',
  ])('cannot use %s', (text) => {
    expect(judge(text)).toBe('unfit');
  });

  it('gives the one spelling that everybody then reads alike', () => {
    expect(judgeAddress('WS://0x7f.1:5066/ws', { plain: 'ws', safe: 'wss' })).toEqual({
      kind: 'safe',
      url: 'ws://127.0.0.1:5066/ws',
    });
  });
});
