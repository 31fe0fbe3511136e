import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/hub/open-store.ts';
import { createFrameReader } from '../../../src/shared/export-frames.ts';
import { aSheetOrder } from '../../support/export-orders.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';

describe('an export through the host', () => {
  let desk: DeskWithHub;
  beforeAll(async () => {
    const tickets = Array.from({ length: 1_500 }, (_, index) =>
      aTicket(randomUUID(), `SW20260612-${index}`),
    );
    desk = await startDeskWithHub({ seed: { ...testSeed(), tickets } });
    await desk.signIn('2001');
  });
  afterAll(() => desk.stop());

  const begin = async () => {
    const { exportId } = await desk.desk().exports.sheet(aSheetOrder());
    const request = new Request(`http://127.0.0.1/exports/${exportId}`);
    return { exportId, response: await desk.host().handleRequest(request) };
  };
  const ended = async (exportId: string) => {
    const store = await openStore(join(desk.hub.dataFolder, 'hub.db'));
    try {
      const filter = { before: null, from: null, to: null, userId: null, deskId: null };
      const rows = await store.audit.list({
        ...filter,
        action: 'exportEnded',
        subjectId: exportId,
        limit: 9,
      });
      return rows.map(({ code }) => code);
    } finally {
      await store.close();
    }
  };

  it('comes to its end frame by frame', async () => {
    const { exportId, response } = await begin();
    const read = createFrameReader();
    const kinds = read(new Uint8Array(await response.arrayBuffer())).map(({ kind }) => kind);
    expect([response.status, kinds.at(-1)]).toEqual([200, 'end']);
    expect(await ended(exportId)).toEqual([null]);
  });

  it('ends at the hub when the page stops it', async () => {
    const { exportId, response } = await begin();
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => ended(exportId)).toEqual(['export.cut']);
  });

  it('has no end when the line is cut', async () => {
    const { exportId, response } = await begin();
    const reader = response.body?.getReader();
    const first = await reader?.read();
    desk.setOnline(false);
    const read = createFrameReader();
    const kinds = read(first?.value ?? new Uint8Array(0)).map(({ kind }) => kind);
    const rest = async () => {
      for (;;) {
        const next = await reader?.read();
        if (!next?.value) return;
        kinds.push(...read(next.value).map(({ kind }) => kind));
      }
    };
    await rest().catch(() => undefined);
    expect(kinds).not.toContain('end');
    desk.setOnline(true);
    await expect.poll(() => ended(exportId)).toEqual(['export.cut']);
  });
});
