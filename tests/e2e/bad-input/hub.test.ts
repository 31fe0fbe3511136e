import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../../src/renderer/i18n/catalogues.ts';
import { checkTicket, untilArchived } from '../../../tools/demo/check-outcome.ts';
import { openHubApi } from '../../../tools/demo/hub-api.ts';
import {
  expectLogged,
  untilTold,
  untilToldInDetail,
  untilWorks,
} from '../../support/desk-proofs.ts';
import { type FullHub, startFullHub } from '../../support/full-hub.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type StoppableHub, createStoppableHub } from '../../support/stoppable-hub.ts';
import { type TrainingLine, knownCitizen, startTrainingLine } from '../../support/training-line.ts';
import { until } from '../../support/until.ts';

const password = 'demo-hotline-2026';
const patienceMs = 30_000;

describe('a desk whose hub fails it', () => {
  let line: TrainingLine;
  let hub: StoppableHub;
  let fullHub: FullHub | null = null;
  let stack: Stack | null = null;
  const desk = () => stack!.desk();
  beforeAll(async () => {
    line = await startTrainingLine();
    hub = await createStoppableHub();
  });
  afterEach(async () => {
    await stack?.stop();
    stack = null;
    await fullHub?.remove();
    fullHub = null;
  });
  afterAll(async () => {
    await hub.remove();
    await line.pbx.close();
  });

  /** A citizen with an open ticket calls; the agent answers, saves her ticket and hangs up. */
  async function serveCitizen(agent = stack!.agent()): Promise<void> {
    const call = line.call();
    // A search was typed a moment ago: she waits in her tab, and comes to the front with the answer.
    await agent.untilTabRings(patienceMs);
    await agent.answer();
    await agent.untilPopped(knownCitizen.display, patienceMs);
    await agent.untilRecording(patienceMs);
    await agent.search('积水');
    await agent.insertFirstAnswer();
    await agent.fillContent('来电人再次反映示例路口积水，行人无法通过。');
    await agent.save();
    await agent.urge('市民再次来电催办');
    await call.untilHeard(1000);
    await agent.hangUp();
    await call.ended;
  }

  it('tells a stranger at sign-in that the hub is away, and knows a colleague without it', async () => {
    await hub.kill();
    stack = await startStack({ hubUrl: hub.url, pbx: line.account });
    const signIn = async () => {
      await desk().getByLabel(words.signIn.workNo, { exact: true }).fill('1001');
      await desk().getByLabel(words.signIn.password, { exact: true }).fill(password);
      await desk().getByRole('button', { name: words.signIn.submit, exact: true }).click();
    };
    await signIn();
    await untilTold(desk(), 'hub.neverSignedInHere');
    expectLogged(stack.deskLog(), 'hub.unreachable', [line.account.secret]);

    await hub.start();
    await signIn();
    await stack.agent().untilReady(patienceMs);
    await untilWorks(stack);
    await stack.agent().signOut();
    await hub.kill();
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
    await untilWorks(stack);
    expectLogged(stack.deskLog(), 'session.signedInOffline', [line.account.secret]);
  });

  it('works on while the hub is down, and brings everything when it is back', async () => {
    await hub.start();
    stack = await startStack({ hubUrl: hub.url, pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
    await untilWorks(stack);
    await hub.kill();
    await serveCitizen();
    await untilToldInDetail(desk(), words.status.problemsTitle, 'hub.unreachable');
    await untilWorks(stack);
    expectLogged(stack.deskLog(), 'hub.unreachable', [line.account.secret]);

    await hub.start();
    const lead = await openHubApi(hub.url, '2001', password);
    const archived = await untilArchived(lead, 60_000);
    const ticket = await checkTicket(lead, archived, '1001');
    expect(ticket.content).toContain('示例路口积水');
    expectLogged(hub.log(), 'hub.listening', [line.account.secret]);
  });

  it('says that the hub has no room, keeps the recording, and sends it when there is room', async () => {
    fullHub = await startFullHub();
    stack = await startStack({ hubUrl: fullHub.url, pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
    await untilWorks(stack);
    await serveCitizen();
    await until('the refusal', () => stack!.deskLog().includes('upload.hubDiskFull'), patienceMs);
    await untilToldInDetail(desk(), words.status.recording, 'upload.hubDiskFull');
    await untilWorks(stack);
    expectLogged(stack.deskLog(), 'upload.hubDiskFull', [line.account.secret]);
    expectLogged(fullHub.log(), 'upload.hubDiskFull', [line.account.secret]);

    fullHub.makeRoom();
    const lead = await openHubApi(fullHub.url, '2001', password);
    await untilArchived(lead, 60_000);
  });
});
