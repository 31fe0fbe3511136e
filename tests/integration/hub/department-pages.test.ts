import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('the pages that the hub serves', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed(), (dataFolder) => {
      for (const folder of ['department', 'officer', 'desk', 'assets'])
        mkdirSync(join(dataFolder, 'pages', folder), { recursive: true });
      for (const file of [
        'department/index.html',
        'officer/index.html',
        'desk/index.html',
        'assets/a1.js',
      ])
        writeFileSync(join(dataFolder, 'pages', file), file);
    });
  });
  afterEach(() => hub.stop());

  const get = (path: string, init: RequestInit = {}) =>
    fetch(hub.url() + path, { redirect: 'manual', ...init });

  it('are those of departments and officers and what they load, with the headers of a page that loads nothing else', async () => {
    const answer = await get('/department/');
    expect([answer.status, await answer.text()]).toEqual([200, 'department/index.html']);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'.*connect-src 'self';.*frame-ancestors 'none'/,
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    // A script of a page says from where it is asked.
    const script = await get('/assets/a1.js', { headers: { origin: hub.url() } });
    expect(await script.text()).toBe('assets/a1.js');
    expect((await get('/department')).headers.get('location')).toBe('/department/');
    expect(await (await get('/officer/')).text()).toBe('officer/index.html');
    expect((await get('/officer')).headers.get('location')).toBe('/officer/');
  });

  it('are not the desk’s, nor anything else there', async () => {
    for (const path of ['/desk/index.html', '/department/x', '/assets/none.js', '/', '/hub.db'])
      expect((await get(path)).status).toBe(404);
    expect((await get('/department/', { method: 'POST' })).status).toBe(405);
  });

  it('call their own procedures from their own address, and no others', async () => {
    const post = async (path: string, origin: string) =>
      (
        await get(path, {
          method: 'POST',
          body: '{}',
          headers: { origin, 'content-type': 'application/json' },
        })
      ).status;
    const own = hub.url();
    expect(await post('/api/auth/sign-in', own)).not.toBe(403);
    expect(await post('/api/department/tickets', own)).not.toBe(403);
    expect(await post('/api/auth/sign-in', 'http://hub.example')).toBe(403);
    expect(await post('/api/auth/sign-in', 'null')).toBe(403);
    expect(await post('/api/commands', own)).toBe(403);
    expect(await post('/api/changes/pull', own)).toBe(403);
    expect(await post('/api/agents/force', own)).toBe(403);
    // What the officers’ page calls is let in, and asks for a token.
    expect(await post('/api/audit/query', own)).toBe(422);
    expect(await post('/api/audit/query', 'http://hub.example')).toBe(403);
  });
});
