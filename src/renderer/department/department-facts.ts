import type { PhraseFacts } from '../../shared/domain/phrases/phrase-text.ts';
import type { User } from '../../shared/domain/session/user.ts';
import type { DepartmentTicket } from '../../shared/domain/tickets/department-view.ts';
import { categoryText } from '../parts/ticket-words.ts';
import { fullTime } from '../ui/format.ts';

export interface DepartmentSource {
  readonly ticket: Pick<
    DepartmentTicket,
    'ticketNo' | 'openedAt' | 'dueAt' | 'leadId' | 'categoryCode' | 'district' | 'address'
  >;
  readonly user: Pick<User, 'workNo'> | null;
  readonly now: number;
  departmentName(id: string): string;
}

/** What a department's page knows for the places of a text module. The citizen's name is covered there, and no name is put in. */
export function departmentFactsOf({
  ticket,
  user,
  now,
  departmentName,
}: DepartmentSource): PhraseFacts {
  const { ticketNo, openedAt, dueAt, leadId, categoryCode, district, address } = ticket;
  const time = (at: number) => fullTime(at).slice(0, 16);
  return {
    工单编号: ticketNo,
    受理时间: time(openedAt),
    办结时限: dueAt === null ? '' : time(dueAt),
    承办单位: departmentName(leadId),
    诉求类别: categoryText(categoryCode),
    所属区: district ?? '',
    事发地址: address,
    工号: user?.workNo ?? '',
    今天日期: fullTime(now).slice(0, 10),
  };
}
