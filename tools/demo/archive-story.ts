import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { createAgentUi } from './agent-ui.ts';
import { checkRecording, checkTicket, untilArchived } from './check-outcome.ts';
import type { SoundReport } from './check-sound.ts';
import { citizen, demoAgent, demoLead } from './citizen.ts';
import type { StoryDeps } from './headless-story.ts';
import { openHubApi } from './hub-api.ts';

/** What the demo proved in the end. */
export interface DemoOutcome {
  readonly ticketNo: string | null;
  readonly recordingId: string;
  readonly recordingFile: string;
  readonly sound: SoundReport;
  /** `false`: this build has no listening page yet. */
  readonly listened: boolean;
}

const uploadMs = 60_000;
const pageMs = 20_000;

/** After the call: the recording on the hub, the ticket in the hub, both sides in the sound, the lead's page. */
export async function checkArchive(
  { world, place, timeline }: StoryDeps,
  wants: { readonly ticket: boolean } = { ticket: true },
): Promise<DemoOutcome> {
  const lead = await openHubApi(world.hubUrl, demoLead.workNo, demoLead.password);
  const archived = await timeline.step(['archived', '录音上传并取得回执'], () =>
    untilArchived(lead, uploadMs, citizen.numberKey),
  );
  const ticket: Ticket | null = wants.ticket
    ? await timeline.step(['ticket-checked', '核对中心服务器的工单'], () =>
        checkTicket(lead, archived, demoAgent.workNo),
      )
    : null;
  const sound = await timeline.step(['sound-checked', '解码录音，双方都有声'], () =>
    checkRecording(lead, archived, place.recordingFile),
  );
  const page = createAgentUi(world.pages.desk, pageMs);
  const listened = await timeline.step(['lead-listens', '班长听录音'], async () => {
    await page.signOut();
    await page.signIn(demoLead.workNo, demoLead.password);
    return page.openListening(pageMs);
  });
  return {
    ticketNo: ticket?.ticketNo ?? null,
    recordingId: archived.recording.recordingId,
    recordingFile: place.recordingFile,
    sound,
    listened,
  };
}
