import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { codeOf, signInAt } from '../../support/hub-client.ts';

describe('the identity of a desk', () => {
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub();
  });
  afterEach(() => desk.stop());

  const file = () => join(desk.directory, 'desk-id');
  const idInFile = () => readFileSync(file(), 'utf8').trim();

  it('is proven at the hub: nobody else signs in under its id', async () => {
    await desk.signIn();
    const { deskId } = await desk.desk().info();
    expect(await codeOf(signInAt(desk.hub.url(), '1002', deskId))).toBe('hub.deskNotProven');
  });

  it('follows from the key: a lost file comes back, a copied one is not believed', async () => {
    const before = idInFile();
    rmSync(file());
    await desk.restart();
    expect(idInFile()).toBe(before);
    const other = await startDeskWithHub();
    try {
      copyFileSync(join(other.directory, 'desk-id'), file());
      await desk.restart();
      expect(idInFile()).toBe(before);
    } finally {
      await other.stop();
    }
  });

  it('keeps the id from before there were keys, also when its file is lost', async () => {
    const oldId = randomUUID();
    writeFileSync(file(), oldId);
    await desk.restart();
    expect((await desk.desk().info()).deskId).toBe(oldId);
    rmSync(file());
    await desk.restart();
    expect((await desk.desk().info()).deskId).toBe(oldId);
    await desk.signIn();
    expect(await codeOf(signInAt(desk.hub.url(), '1002', oldId))).toBe('hub.deskNotProven');
  });

  it('says plainly that an old id is bound to another PC', async () => {
    const oldId = randomUUID();
    writeFileSync(file(), oldId);
    await desk.restart();
    await desk.signIn();
    const copy = await startDeskWithHub({ hub: desk.hub });
    try {
      writeFileSync(join(copy.directory, 'desk-id'), oldId);
      await copy.restart();
      expect((await errorOf(copy.signIn())).code).toBe('hub.deskNotProven');
    } finally {
      await copy.stop();
    }
  });
});
