import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseCityConfig } from '../../../src/hub/areas/city/city-config.ts';
import { createHttpCity } from '../../../src/hub/areas/city/http-city.ts';
import { startCity } from '../../../tools/launch/start-city.ts';

const root = join(import.meta.dirname, '../../..');

it('a city for practice stands beside a hub with what it needs to know, demands, and a page to play it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const hubData = join(folder, 'hub');
  const pageUrl = await startCity({
    root,
    hubData,
    logFile: join(folder, 'city.log'),
    dispatches: 3,
    onSpawned: (stop) => onTestFinished(stop),
  });
  const { http, mapping } = parseCityConfig(readFileSync(join(hubData, 'city.json'), 'utf8'));
  if (!http) throw new Error('it has a line');
  const platform = createHttpCity({ http, mapping, fetch });
  const dispatched = async () => platform.fetch(null, new AbortController().signal);
  const readings = (await dispatched()).map(({ raw }) => platform.read(raw));
  expect(readings).toMatchObject(Array.from({ length: 3 }, () => ({ ok: true })));
  expect(await (await fetch(pageUrl)).text()).toContain('市级平台（模拟，仅供演练）');
  const play = (headers: Record<string, string>) =>
    fetch(new URL('/play', pageUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"kind":"dispatch"}',
    });
  // Another page of this PC may not play the city.
  expect((await play({ origin: 'http://127.0.0.1:9' })).status).toBe(404);
  expect((await play({ origin: new URL(pageUrl).origin })).status).toBe(200);
  expect(await dispatched()).toHaveLength(4);
});
