import { createORPCClient } from '@orpc/client';
import { expect, test } from 'vitest';
import { steady } from '../../../../src/renderer/host/steady.ts';

interface Client {
  readonly calls: { readonly list: (text: string) => Promise<unknown> };
}
const link = { call: (path: readonly string[], input: unknown) => Promise.resolve([path, input]) };
const plain = () => createORPCClient(link as never) as unknown as Client;

test('a procedure is the same function whenever it is looked at, and calls what it names', async () => {
  const client = steady(plain());
  expect(client.calls.list).toBe(client.calls.list);
  expect(await client.calls.list('积水')).toEqual([['calls', 'list'], '积水']);
});

test('without it each look gives another one: the reason for it still stands', () => {
  const client = plain();
  expect(client.calls.list).not.toBe(client.calls.list);
});
