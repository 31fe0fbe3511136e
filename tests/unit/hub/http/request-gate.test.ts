import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../../../src/hub/http/request-gate.ts';

const judge = (line: string, headers: IncomingHttpHeaders = {}) => {
  const [method = '', target = ''] = line.split(' ');
  return judgeRequest({ method, target, headers });
};
const own = 'https://hub.example';
const json = { 'content-type': 'application/json' };

describe('the judgement of a request by its head', () => {
  it.each<[string, IncomingHttpHeaders, number]>([
    ['POST /api/commands', { 'content-type': 'text/event-stream', 'content-length': '9' }, 415],
    ['POST /api/commands', { 'content-type': 'application/json, x', 'content-length': '9' }, 415],
    ['POST /api/commands', { 'content-length': '9' }, 415],
    ['POST /api/commands', { ...json, 'content-length': '131073' }, 413],
    ['POST /api/calls/query', { ...json, 'content-length': '16385' }, 413],
    ['POST /api/auth/sign-in', { ...json, 'content-length': '5000' }, 413],
    ['POST /api/commands', { ...json, 'content-length': '1e3' }, 400],
    ['POST /api/commands', { ...json, 'transfer-encoding': 'gzip, chunked' }, 400],
    ['POST /api/commands', { ...json, 'transfer-encoding': 'chunked', 'content-length': '3' }, 400],
    ['POST /api/commands', { ...json, 'content-encoding': 'gzip', 'content-length': '3' }, 415],
    ['GET /api/health', { 'content-length': '1' }, 413],
    ['GET /api/health', { 'transfer-encoding': 'chunked' }, 413],
    ['DELETE /api/health', {}, 405],
    ['POST /open/v1/demands', { ...json, 'content-length': '49153' }, 413],
    ['POST /open/v1/demands', { 'content-type': 'text/plain', 'content-length': '9' }, 415],
    ['DELETE /open/v1/tickets', {}, 405],
    ['POST /openapi.json', json, 405],
    ['GET /api-docs/x/', {}, 400],
    ['GET /open/v1/tickets', { origin: own }, 403],
    ['POST /api/changes/watch', json, 404],
    ['POST /api/changes/watch/', json, 400],
    ['POST /api/changes//watch', json, 400],
    ['POST /api/./changes/watch', json, 400],
    ['POST /api/x/../changes/watch', json, 400],
    ['POST /api/changes/w%61tch', json, 400],
    ['POST /api/changes/watch#x', json, 400],
    ['POST /api\\changes/watch', json, 400],
    ['POST /api/health/..', json, 400],
    ['GET /api/health', { origin: 'http://hub.example' }, 403],
    ['GET /recordings/1/audio', { origin: 'null' }, 403],
    ['POST /uploads', { origin: 'https://page.example' }, 403],
    ['GET http://[', {}, 400],
    ['GET /api/\u0000', {}, 400],
    [`GET /api/${'x'.repeat(2000)}`, {}, 414],
    ['GET /apihealth', {}, 404],
    ['GET /uploads/1', {}, 405],
    ['DELETE /uploads/1', {}, 405],
    ['PATCH /uploads/1', { ...json, 'content-length': '3' }, 415],
    ['POST /uploads', { 'content-length': '3' }, 413],
    ['POST /uploads', { 'x-http-method-override': 'DELETE' }, 400],
    ['POST /recordings/1/audio', {}, 405],
  ])('refuses %s with %j by %i', (line, headers, status) => {
    expect(judge(line, headers)).toMatchObject({ kind: 'refused', status });
  });

  it.each<[string, IncomingHttpHeaders, object]>([
    ['GET /api/changes?since=0&limit=1', {}, { kind: 'api', maxLength: 0, isOpen: false }],
    ['GET /api/health', {}, { kind: 'api', isOpen: true }],
    ['POST /api/auth/sign-out', { 'content-length': '0' }, { kind: 'api', maxLength: 0 }],
    [
      'POST /api/commands',
      { 'content-type': 'Application/JSON; charset=UTF-8', 'content-length': '9' },
      { kind: 'api', maxLength: 131_072 },
    ],
    [
      'POST /api/commands',
      { ...json, 'transfer-encoding': 'chunked' },
      { kind: 'api', maxLength: 131_072 },
    ],
    [
      'PATCH /uploads/1',
      { 'content-type': 'application/offset+octet-stream', 'content-length': '4194304' },
      { kind: 'uploads' },
    ],
    ['HEAD /uploads/1', {}, { kind: 'uploads' }],
    ['GET /recordings/1/audio', {}, { kind: 'sound' }],
  ])('lets %s with %j pass', (line, headers, answer) => {
    expect(judge(line, headers)).toMatchObject(answer);
  });

  it.each([
    ['GET /department/', 'page'],
    ['GET /department', 'page'],
    ['GET /assets/a-1.js', 'page'],
    ['POST /api/auth/sign-in', 'api'],
    ['POST /api/department/tickets', 'api'],
  ])('lets %s pass as %s, also from the page itself and from no other', (line, kind) => {
    const [method = '', target = ''] = line.split(' ');
    const of = (origin?: string) =>
      judgeRequest({ method, target, headers: { ...(origin ? { origin } : {}) } }, [own]).kind;
    expect([of(), of(own), of('https://hub.example:8443'), of('null')]).toEqual([
      kind,
      kind,
      'refused',
      'refused',
    ]);
  });

  it.each(['POST /api/commands', 'GET /api/changes', 'POST /uploads', 'GET /recordings/1/audio'])(
    'refuses %s from the page: it has nothing to do there',
    (line) => {
      const [method = '', target = ''] = line.split(' ');
      const asked = judgeRequest({ method, target, headers: { origin: own } }, [own]);
      expect(asked).toMatchObject({ kind: 'refused', status: 403 });
    },
  );
});
