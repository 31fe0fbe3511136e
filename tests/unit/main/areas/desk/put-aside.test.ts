import { expect, it } from 'vitest';
import { createPutAside } from '../../../../../src/main/areas/desk/put-aside.ts';
import type { PutAside } from '../../../../../src/shared/domain/workspaces/put-aside.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

/** Small kept values in memory, as another start of the desk finds them. */
function aMeta() {
  const values = new Map<string, string>();
  return {
    getMeta: (key: string) => Promise.resolve(values.get(key) ?? null),
    setMeta: (key: string, value: string) => Promise.resolve(void values.set(key, value)),
    removeMeta: (key: string) => Promise.resolve(void values.delete(key)),
    metaKeys: () => Promise.resolve([]),
  };
}

const a = 'aaaaaaaa-0000-4000-8000-000000000001';
const b = 'bbbbbbbb-0000-4000-8000-000000000001';

it('shows nobody what somebody else’s late answer brings, and goes on after a write that failed', async () => {
  const meta = aMeta();
  let isFull = false;
  let release = (): void => {};
  let held: Promise<void> | null = null;
  const told: (readonly PutAside[])[] = [];
  const here = createPutAside({
    meta: {
      ...meta,
      getMeta: async (key) => {
        await held;
        return meta.getMeta(key);
      },
      setMeta: (key, value) =>
        isFull ? Promise.reject(new Error('full')) : meta.setMeta(key, value),
    },
    clock: { now: () => 1, monotonicMs: () => 0 },
    logger: silentLogger,
    onAside: (all) => void told.push(all),
  });
  await here.putAside('1001', a, '等物业');
  expect(told).toEqual([]);
  held = new Promise((resolve) => (release = resolve));
  const late = here.show('1001');
  await here.show(null);
  release();
  await late;
  expect(told).toEqual([[]]);
  held = null;
  isFull = true;
  await expect(here.putAside('1001', b, '')).rejects.toThrow('full');
  isFull = false;
  await here.putAside('1001', b, '');
  await here.show('1001');
  expect(told.at(-1)?.map(({ key }) => key)).toEqual([a, b]);
});

it('keeps what each person put aside through a restart, and shows it to nobody else', async () => {
  const meta = aMeta();
  let at = 0;
  let told: readonly PutAside[] = [];
  const start = () =>
    createPutAside({
      meta,
      clock: { now: () => (at += 1), monotonicMs: () => 0 },
      logger: silentLogger,
      onAside: (all) => {
        told = all;
      },
    });
  const before = start();
  await before.show('1001');
  await Promise.all([before.putAside('1001', a, '等物业'), before.putAside('1001', b, '')]);
  expect(told.map(({ key }) => key)).toEqual([a, b]);
  await before.putAside('1001', a, '等供水站');
  await before.show('1002');
  expect(told).toEqual([]);
  const after = start();
  await after.show('1001');
  expect(told.map(({ key, reason }) => [key, reason])).toEqual([
    [b, ''],
    [a, '等供水站'],
  ]);
  await after.takeUp('1001', b);
  expect(told).toMatchObject([{ key: a }]);
});
