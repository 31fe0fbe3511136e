import { expect, it } from 'vitest';
import { createRefusalAudit } from '../../../../../src/hub/areas/session/refusal-audit.ts';
import { openStore } from '../../../../../src/hub/open-store.ts';

it('tells of a refusal that names a person of the house, whatever names strangers make up meanwhile', async () => {
  const store = await openStore(':memory:');
  const clock = { now: () => 1000, monotonicMs: () => 1000 };
  const refusals = createRefusalAudit({ store, clock });
  const row = { deskId: null, subjectId: null, address: '192.0.2.7' } as const;
  const stranger = {
    ...row,
    action: 'signInRefused',
    code: 'hub.badCredentials',
    userId: null,
  } as const;
  for (let n = 0; n < 200; n += 1) await refusals.note({ ...stranger, tried: `9${n}**` });
  const known = {
    ...row,
    action: 'refreshRefused',
    code: 'hub.deskNotProven',
    userId: 'u1',
    deskId: 'd1',
  } as const;
  await refusals.note(known);
  for (let n = 0; n < 200; n += 1) await refusals.note({ ...known, address: `192.0.2.${n}` });
  const rows = await store.audit.list({
    before: null,
    from: null,
    to: null,
    action: null,
    userId: 'u1',
    deskId: null,
    subjectId: null,
    limit: 1000,
  });
  await store.close();
  expect(rows.at(-1)).toMatchObject({
    deskId: 'd1',
    address: '192.0.2.7',
    code: 'hub.deskNotProven',
  });
  expect(rows.length).toBeLessThan(60);
});
