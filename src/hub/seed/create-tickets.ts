import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import type { Ticket, TicketFlag, TicketState } from '../../shared/domain/tickets/ticket.ts';
import { normaliseNumber } from '../../shared/numbers/phone-number.ts';
import { requesters } from './data/invented-places.ts';
import { seedId } from './seed-id.ts';
import type { SeededRandom } from '../../shared/seeded-random.ts';
import { writeCourse } from './ticket-course.ts';
import { type TicketFacts, decideFacts } from './ticket-facts.ts';
import { type StatePlan, ticketPlan } from './ticket-plan.ts';

/** A ticket without its number for people; `createSeed` numbers all of them in the order of opening. */
export type UnnumberedTicket = Omit<Ticket, 'ticketNo'>;

/** The seeded tickets of the plan, relative to `now`. */
export function createTemplateTickets(
  now: number,
  knowledge: readonly KnowledgeEntry[],
  random: SeededRandom,
): UnnumberedTicket[] {
  return ticketPlan.flatMap((plan, row) =>
    Array.from({ length: plan.count }, (_, index) => {
      const { facts, entry } = withSource(decideFacts(plan, now, random), knowledge);
      const ticketId = seedId(`ticket:${row}:${index}`);
      return {
        ...intakeOf(plan, facts, facts.closedAs === null ? null : entry, random),
        ...stateOf(plan, facts, random),
        ticketId,
        course: courseOf(ticketId, plan, facts),
      };
    }),
  );
}

/** A ticket is closed as a direct answer only with an entry that may be answered directly; else the desk did it itself. */
function withSource(facts: TicketFacts, knowledge: readonly KnowledgeEntry[]) {
  const { demand, content, closedAs } = facts;
  const wordsIn = ({ synonyms }: KnowledgeEntry) =>
    synonyms.filter((word) => content.includes(word)).length;
  const fitting = knowledge
    .filter(({ categoryCode }) => categoryCode === demand.template.categoryCode)
    .toSorted((a, b) => wordsIn(b) - wordsIn(a));
  const direct = fitting.find(({ wording }) => wording?.mayAnswerDirectly);
  if (closedAs === 'directAnswer' && direct) return { facts, entry: direct };
  return {
    facts: closedAs === null ? facts : { ...facts, closedAs: 'selfHandled' as const },
    entry: fitting[0] ?? null,
  };
}

function intakeOf(
  plan: StatePlan,
  { demand, district, address, content, result, requesterNumber }: TicketFacts,
  source: KnowledgeEntry | null,
  random: SeededRandom,
) {
  return {
    kind: demand.kind,
    categoryCode: demand.template.categoryCode,
    district,
    address,
    content,
    answer: source?.answer ?? (hasResult(plan) ? result : ''),
    citations: source === null ? [] : [citationOf(source)],
    requesterName: random.pick(requesters),
    requesterNumber,
    numberKey: normaliseNumber(requesterNumber).key,
  };
}

function citationOf({ entryId, entryNo, version, title, wording }: KnowledgeEntry) {
  return { entryId, entryNo, version, title, direct: wording?.mayAnswerDirectly };
}

function stateOf(plan: StatePlan, facts: TicketFacts, random: SeededRandom) {
  const { done, lastAt, closedAs, workNo } = facts;
  const rated = plan.state === 'closed' || plan.state === 'archived';
  return {
    source: sourceOf(facts, random),
    state: plan.state,
    flags: flagsOf(facts, random),
    handler: currentHandler(plan, facts),
    urgedCount: facts.urged ? 1 : 0,
    deadline: facts.deadline,
    openedAt: facts.openedAt,
    updatedAt: lastAt,
    closedAt: done ? lastAt : null,
    closedAs,
    closedByWorkNo: done ? workNo : null,
    callbackOwed: plan.state === 'awaitingCallback',
    satisfaction: rated ? rate(random) : null,
    callIds: [],
    recordingIds: [],
    revision: 1,
  };
}

function courseOf(ticketId: string, plan: StatePlan, facts: TicketFacts) {
  return writeCourse({
    ticketId,
    state: plan.state,
    fromCity: facts.fromCity,
    closedAs: facts.closedAs,
    handler: facts.department,
    result: facts.result,
    urged: facts.urged,
    workNo: facts.workNo,
    openedAt: facts.openedAt,
    lastAt: facts.lastAt,
  });
}

function sourceOf({ fromCity }: TicketFacts, random: SeededRandom): Ticket['source'] {
  if (fromCity) return 'cityPlatform';
  if (random.chance(0.82)) return 'phone';
  return random.pick(['messageBoard', 'linkage110', 'supply96510', 'other']);
}

function hasResult({ state }: StatePlan): boolean {
  return [
    'awaitingAudit',
    'awaitingCallback',
    'awaitingReply',
    'submittedToCity',
    'closed',
    'archived',
    'notAccepted',
  ].includes(state);
}

function currentHandler(
  { state }: StatePlan,
  { closedAs, department, workNo }: TicketFacts,
): string {
  const byDesk: Partial<Record<TicketState, string>> = {
    awaitingSignIn: '待签收',
    screening: `工号 ${workNo}`,
    selfHandling: '本席自办',
    awaitingApproval: `工号 ${workNo}`,
    notAccepted: `工号 ${workNo}`,
    submittedToCity: '市级平台',
    returnPending: '市级平台',
    returned: '市级平台',
  };
  return byDesk[state] ?? (closedAs === null ? department : '本席自办');
}

function flagsOf({ demand, urgent }: TicketFacts, random: SeededRandom): TicketFlag[] {
  const { categoryCode } = demand.template;
  const flags: TicketFlag[] = [];
  if (urgent) flags.push('urgent');
  if (categoryCode === 'drainage.waterlogging') flags.push('waterlogging');
  if (demand.kind === 'report' || categoryCode === 'conduct.attitude') flags.push('confidential');
  if (random.chance(0.04)) flags.push('supervised');
  if (categoryCode === 'supply.outage' && random.chance(0.3)) flags.push('mass');
  return flags;
}

function rate(random: SeededRandom): Ticket['satisfaction'] {
  return random.pick([5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 2, 1, null, null]);
}
