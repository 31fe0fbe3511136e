import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHubApi } from '../../../tools/demo/hub-api.ts';
import { untilArchived } from '../../../tools/demo/check-outcome.ts';
import { expectLogged, untilTold, untilWorks } from '../../support/desk-proofs.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type StoppableHub, createStoppableHub } from '../../support/stoppable-hub.ts';
import { type TrainingLine, startTrainingLine } from '../../support/training-line.ts';
import { type UploadGate, startUploadGate } from '../../support/upload-gate.ts';

const patienceMs = 30_000;

describe('a desk whose own files are broken', () => {
  let line: TrainingLine;
  let hub: StoppableHub;
  let gate: UploadGate;
  let stack: Stack;
  beforeEach(async () => {
    line = await startTrainingLine();
    hub = await createStoppableHub();
    await hub.start();
    gate = await startUploadGate(hub.url);
    stack = await startStack({ hubUrl: gate.url, pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
    await untilWorks(stack);
  });
  afterEach(async () => {
    await stack.stop();
    await gate.close();
    await hub.remove();
    await line.pbx.close();
  });
  const file = (name: string) => join(stack.deskFolder, name);

  it('keeps a damaged database aside, says so, and loses no recording', async () => {
    const held = gate.holdNextUpload();
    const call = line.call();
    await stack.agent().answer();
    await stack.agent().untilRecording(patienceMs);
    await call.untilHeard(2000);
    await stack.agent().hangUp();
    await call.ended;
    await held;
    const rubbish = 'rubbish '.repeat(4096);
    await stack.crashAll(() => {
      // Both: SQLite would mend the one out of the other.
      for (const name of ['desk.db', 'desk.db-wal']) writeFileSync(file(name), rubbish);
    });
    await untilTold(stack.desk(), 'storage.damaged');
    const kept = readdirSync(stack.deskFolder).find((name) =>
      /^desk\.db\.damaged-[\dTZ-]+$/.test(name),
    );
    expect(readFileSync(file(kept ?? 'no file kept'), 'utf8')).toBe(rubbish);
    expectLogged(stack.deskLog(), 'storage.damaged', [line.account.secret]);

    await stack.signIn();
    await untilTold(stack.desk(), 'storage.damaged');
    await stack.agent().untilReady(patienceMs);
    await untilWorks(stack);
    const lead = await openHubApi(hub.url, '2001', 'demo-hotline-2026');
    const { recording } = await untilArchived(lead, 60_000);
    expect(recording.durationMs).toBeGreaterThan(2000);
    expect(stack.deskLog()).toContain('recording.adopted');
  });

  it('says that desk.json cannot be read, leaves it alone, and works on with what it has', async () => {
    const repaired = readFileSync(file('desk.json'), 'utf8');
    const broken = `${repaired.slice(0, -4)},,,`;
    await stack.crashAll(() => writeFileSync(file('desk.json'), broken));
    await untilTold(stack.desk(), 'config.unreadable');
    await untilWorks(stack);
    expect(readFileSync(file('desk.json'), 'utf8')).toBe(broken);
    expectLogged(stack.deskLog(), 'config.unreadable', [line.account.secret]);

    await stack.agent().signOut();
    await untilTold(stack.desk(), 'config.unreadable');
    await stack.crashAll(() => writeFileSync(file('desk.json'), repaired));
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
  });
});
