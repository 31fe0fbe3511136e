import type { PhraseFacts } from '../../shared/domain/phrases/phrase-text.ts';
import type { Intake, Ticket } from '../../shared/domain/tickets/ticket.ts';
import { fullTime } from '../ui/format.ts';
import { categoryText } from './ticket-words.ts';

export interface PhraseSource {
  readonly ticketNo: string | null;
  readonly ticket: Pick<Ticket, 'openedAt' | 'deadline' | 'work'> | null;
  readonly intake: Intake;
  readonly workNo: string;
  departmentName(id: string): string;
  readonly now: number;
}

/** What is known for the places of a text module: of the open ticket as it stands on the screen, of who writes, and of today. */
export function phraseFactsOf({
  ticketNo,
  ticket,
  intake,
  workNo,
  departmentName,
  now,
}: PhraseSource): PhraseFacts {
  const owner = ticket?.work?.assignment?.leadId;
  const time = (at: number | undefined) => (at === undefined ? '' : fullTime(at).slice(0, 16));
  return {
    工单编号: ticketNo ?? '',
    受理时间: time(ticket?.openedAt),
    办结时限: time(ticket?.deadline?.dueAt),
    承办单位: owner === undefined ? '' : departmentName(owner),
    诉求类别: categoryText(intake.categoryCode),
    诉求人: intake.requesterName,
    所属区: intake.district ?? '',
    事发地址: intake.address,
    工号: workNo,
    今天日期: fullTime(now).slice(0, 10),
  };
}
