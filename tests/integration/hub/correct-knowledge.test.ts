import { expect, it } from 'vitest';
import { createKnowledge } from '../../../src/hub/seed/create-knowledge.ts';
import { signInAt } from '../../support/hub-client.ts';
import { testSeed } from '../../support/hub-values.ts';
import { startTestHub } from '../../support/running-hub.ts';

it('a hub that was planted with older words gets the corrected ones as a new version, once', async () => {
  const supplied = createKnowledge(Date.UTC(2026, 5, 1));
  const [inverted, current] = ['K-0302', 'K-0107'].map((no) =>
    supplied.find(({ entryNo }) => entryNo === no),
  );
  if (!inverted || !current) throw new Error('no such entry');
  const { wording: _, ...asOfBefore } = inverted;
  const old = { ...asOfBefore, version: 2, answer: '旧的答复。' };
  const own = { ...current, version: current.version + 5, answer: '本单位自己的答复。' };
  const hub = await startTestHub({ ...testSeed(), knowledge: [old, own] });
  try {
    for (const _ of ['first start', 'second start']) {
      const { client } = await signInAt(hub.url(), '1001');
      const { changes } = await client.changes.pull({ since: 0, limit: 100 });
      const entries = changes.flatMap((change) =>
        change.entity === 'knowledge' ? [change.body] : [],
      );
      // What was written since the hub was planted comes along; no entry of the office's own is touched.
      expect(entries).toHaveLength(supplied.length);
      expect(entries).toContainEqual({
        ...inverted,
        validFrom: hub.clock.now(),
        updatedAt: hub.clock.now(),
      });
      expect(entries).toContainEqual(own);
      await hub.restart();
    }
  } finally {
    await hub.stop();
  }
});

it('a hub that was never planted gets none of the supplied entries', async () => {
  const hub = await startTestHub(testSeed());
  try {
    const { client } = await signInAt(hub.url(), '1001');
    const { changes } = await client.changes.pull({ since: 0, limit: 100 });
    expect(changes.filter(({ entity }) => entity === 'knowledge')).toHaveLength(1);
  } finally {
    await hub.stop();
  }
});
