import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { judgeHead } from '../../../../src/main/node/judge-head.ts';

const judge = (line: string, headers: IncomingHttpHeaders = {}) => {
  const [method = '', target = ''] = line.split(' ');
  return judgeHead({ method, target, headers });
};
const json = { 'content-type': 'application/json' };
const bytes = { 'content-type': 'application/octet-stream' };

describe('the judgement of a request to the browser host by its head', () => {
  it.each<[string, IncomingHttpHeaders, number]>([
    [`GET /${'x'.repeat(3000)}`, {}, 414],
    ['GET /desk/', { 'content-length': '1' }, 413],
    ['HEAD /desk/', { 'transfer-encoding': 'chunked' }, 413],
    ['PUT /x', { ...bytes, 'content-length': '1e3' }, 400],
    ['PUT /x', { ...bytes, 'transfer-encoding': 'chunked', 'content-length': '3' }, 400],
    ['PUT /x', { ...bytes, 'transfer-encoding': 'gzip, chunked' }, 400],
    ['PUT /x', { ...bytes, 'content-encoding': 'gzip' }, 415],
    ['PUT /x', { ...json, 'content-length': '3' }, 415],
    ['PUT /x', { ...bytes, 'content-length': '314572800' }, 413],
    ['POST /x', { ...bytes, 'content-length': '3' }, 415],
    ['POST /x', { ...json, 'content-length': '1025' }, 413],
    ['DELETE /x', {}, 405],
  ])('refuses %s with %j by %i', (line, headers, status) => {
    expect(judge(line, headers)).toBe(status);
  });

  it.each<[string, IncomingHttpHeaders]>([
    ['GET /desk/', {}],
    ['HEAD /desk/', { 'content-length': '0' }],
    ['PUT /x', { ...bytes, 'content-length': '65536' }],
    ['PUT /x', { ...bytes, 'transfer-encoding': 'chunked' }],
    ['POST /x', { ...json, 'content-length': '1024' }],
  ])('lets %s with %j pass', (line, headers) => {
    expect(judge(line, headers)).toBeNull();
  });
});
