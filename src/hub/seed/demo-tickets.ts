import { shippedRules } from '../../shared/domain/office/office-rules.ts';
import { presetDeadline } from '../../shared/domain/tickets/deadlines.ts';
import { normaliseNumber } from '../../shared/numbers/phone-number.ts';
import type { UnnumberedTicket } from './create-tickets.ts';
import { type Story, stories } from './data/demo-stories.ts';
import { seedId } from './seed-id.ts';
import { writeCourse } from './ticket-course.ts';

/** The seven tickets that the demonstration tells its story with. */
export function createDemoTickets(now: number): UnnumberedTicket[] {
  return stories.map((story) => createStory(story, now));
}

function createStory(story: Story, now: number): UnnumberedTicket {
  const openedAt = now - story.agoMs;
  const lastAt = openedAt + story.tookMs;
  const ticketId = seedId(story.name);
  const closed = story.state === 'closed';
  const isWaterlogging = story.categoryCode === 'drainage.waterlogging';
  const repeated = story.name === 'demo:open';
  return {
    ticketId,
    kind: story.kind,
    categoryCode: story.categoryCode,
    district: story.district,
    address: story.address,
    content: story.content,
    answer: story.answer,
    citations: [],
    requesterName: story.requesterName,
    requesterNumber: story.number,
    numberKey: normaliseNumber(story.number).key,
    source: 'phone',
    state: story.state,
    flags: [
      ...(story.urgent ? (['urgent'] as const) : []),
      ...(repeated ? (['repeat'] as const) : []),
      ...(isWaterlogging ? (['waterlogging'] as const) : []),
    ],
    handler: story.handler,
    urgedCount: repeated ? 1 : 0,
    deadline: presetDeadline(shippedRules, {
      kind: story.kind,
      urgency: story.urgent ? 'urgent' : 'ordinary',
      startedAt: openedAt,
    }),
    openedAt,
    updatedAt: lastAt,
    closedAt: closed ? lastAt : null,
    closedAs: null,
    closedByWorkNo: closed ? '1003' : null,
    callbackOwed: story.state === 'awaitingCallback',
    satisfaction: story.satisfaction,
    callIds: [],
    recordingIds: [],
    course: writeCourse({
      ticketId,
      state: story.state,
      fromCity: false,
      closedAs: null,
      handler: story.handler,
      result: story.answer,
      urged: repeated,
      workNo: '1003',
      openedAt,
      lastAt,
    }),
    revision: 1,
  };
}
