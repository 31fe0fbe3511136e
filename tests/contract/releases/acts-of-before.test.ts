import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createHubLink } from '../../../src/main/hub-client/hub-link.ts';
import { createHubTransport } from '../../../src/main/hub-client/hub-transport.ts';
import { hubAddressOf } from '../../../src/shared/contract/hub-address.ts';
import { testPassword } from '../../support/hub-values.ts';
import {
  type Release,
  frozen,
  releaseData,
  releaseNames,
  today,
} from '../../support/releases/releases.ts';

/** What taking an ask back fails with at a hub of `release`, asked as the host asks; `null` = it was done. */
async function withdrawAt(release: Release): Promise<unknown> {
  const data = releaseData();
  const hub = await release.openHub({ dataFolder: data.dataFolder });
  onTestFinished(async () => {
    await hub.close();
    data.remove();
  });
  const transport = createHubTransport({
    address: hubAddressOf(hub.url),
    fetch,
    openSocket: () => {
      throw new Error('nothing is watched here');
    },
  });
  const credentials = { workNo: '1001', password: testPassword, deskId: randomUUID() };
  const { accessToken } = await transport.client(null).auth.signIn(credentials);
  const { call } = createHubLink({
    transport,
    tokens: { accessToken: async () => accessToken, refuse: () => {} },
    onStatus: () => {},
  });
  return call((client) => client.agents.withdraw()).then(
    () => null,
    (error: unknown) => error,
  );
}

it('an ask that is taken back at a hub of before it: the desk says that the hub is older', async () => {
  const older = releaseNames.at(-1);
  if (older === undefined) throw new Error('there is a released hub');
  expect(await withdrawAt(await frozen(older))).toMatchObject({ code: 'hub.olderThanAct' });
  expect(await withdrawAt(today)).toBeNull();
});
