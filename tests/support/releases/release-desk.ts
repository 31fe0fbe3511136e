import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestHost } from '../host/desk-host.ts';
import { watchDesk } from '../host/desk-watch.ts';
import { messagePortPages } from '../host/host-clients.ts';
import { sendForm } from '../host/ticket-form.ts';
import { aCallView, aSnapshot } from '../host/phone-values.ts';
import { recordACall } from '../host/record-a-call.ts';
import { aFullIntake, testPassword } from '../hub-values.ts';
import { silentLogger } from '../silent-logger.ts';
import type { ReleaseDesk, ReleaseDeskOptions } from './release.ts';

/** A desk of this release at work. Bundled by `npm run release:freeze`, it stays what it was. */
export async function openDesk(options: ReleaseDeskOptions): Promise<ReleaseDesk> {
  const { directory, storeWorker, migrationsDirectory, log } = options;
  if (options.hubUrl !== undefined)
    writeFileSync(
      join(directory, 'desk.json'),
      JSON.stringify({
        hub: { url: options.hubUrl },
        pbx: {
          serverUrl: 'wss://pbx.test.invalid/ws',
          domain: 'pbx.test.invalid',
          extension: '8001',
          secret: 'a test secret',
        },
      }),
    );
  const note = (event: string, fields = {}) => void log?.push({ event, fields });
  const logger = { ...silentLogger, warn: note, error: note, child: () => logger };
  const host = await startTestHost(directory, { storeWorker, migrationsDirectory, logger });
  if (host.failure) throw host.failure;
  const pages = messagePortPages(host);
  const { client } = await pages.desk();
  const watch = await watchDesk(client);
  const intake = (content: string) => ({ ...aFullIntake(), content });
  return {
    state: watch.state,
    until: (what, isIt) => watch.until(what, (state) => isIt(state), 20_000),
    async signIn(workNo = '1001') {
      await client.session.signIn({ workNo, password: testPassword });
    },
    goOnDuty: () => client.agent.signIn(),
    takeBreak: () =>
      client.agent.change({ to: 'break', reason: 'rest', minutes: null, unguarded: true }),
    async takeCall() {
      const recordingId = randomUUID();
      const { client: page, cut } = await pages.phone();
      const callId = await recordACall(host, page, { recordingId, text: 'the sound' });
      cut();
      return { callId, recordingId };
    },
    async missCall() {
      const { client: page, cut } = await pages.phone();
      const orders = await page.attach({ buildId: 'development', takeOver: false });
      await orders.next();
      const view = aCallView();
      await page.publish(aSnapshot(view));
      await page.publish(
        aSnapshot({ ...view, state: 'ended', endedAt: Date.now(), endReason: 'missed' }),
      );
      cut();
      return view.callId;
    },
    async saveTicket(content, call = null) {
      const { ticketId, ticketNo } = await client.tickets.newTicket();
      await sendForm(client, { ticketId, ticketNo, intake: intake(content), call });
      return { ticketId, ticketNo };
    },
    async closeTicket({ ticketId, ticketNo }, content) {
      const form = { ticketId, ticketNo, intake: intake(content) };
      await sendForm(client, { ...form, closeAs: 'directAnswer' });
    },
    ticketContent: (ticketId) =>
      client.tickets.get({ ticketId }).then(
        ({ content }) => content,
        () => null,
      ),
    async keepDraft(draftKey, content) {
      await client.drafts.save({ draftKey, body: intake(content), base: null });
    },
    async draftContent(draftKey) {
      return (await client.drafts.get({ draftKey }))?.body.content ?? null;
    },
    async calls() {
      const any = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
      const page = { recordingStates: [], limit: 200, offset: 0 };
      const { items } = await client.calls.list({ ...any, ...page });
      return items.map(({ call, recording }) => ({
        callId: call.callId,
        recording: recording?.state ?? null,
      }));
    },
    async callBar(callBar) {
      const { settings } = await client.window.get();
      if (callBar !== undefined) await client.window.set({ ...settings, callBar });
      return callBar ?? settings.callBar;
    },
    async close() {
      await watch.stop();
      await pages.close();
      await host.close();
    },
  };
}
