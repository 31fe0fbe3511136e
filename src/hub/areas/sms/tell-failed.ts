import { randomUUID } from 'node:crypto';
import { clip } from '../../../shared/clean-text.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { withoutNumbers } from '../city/list-exchanges.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';

/**
 * A text did not reach the citizen: a line in the course of its ticket says why, and where the ticket is over a call is owed, so that
 * it comes into the day's work. Belongs in the transaction in which that was noted. `false` = there is no such ticket.
 */
export async function tellFailed(
  repositories: HubRepositories,
  ticketId: string | null,
  { detail, at }: { readonly detail: string; readonly at: number },
): Promise<boolean> {
  const before = ticketId === null ? null : await repositories.tickets.get(ticketId);
  if (!before) return false;
  const isOver = before.state === 'closed' || before.state === 'submittedToCity';
  const note = `短信未能送达：${whyFailed(detail)}。请改用电话告知诉求人`;
  const line = { eventId: randomUUID(), at, byWorkNo: '', kind: 'note', note } as const;
  const ticket = {
    ...before,
    callbackOwed: before.callbackOwed || isOver,
    course: [...before.course, line],
    updatedAt: at,
    revision: before.revision + 1,
  };
  await keepTicket(repositories, { before, ticket, at });
  return true;
}

const ours: Readonly<Partial<Record<string, string>>> = {
  noGateway: '服务器没有接入短信网关',
  notMobile: '联系号码不是手机号',
  tooLong: '内容超过一条短信的长度',
  tooLate: '超过 24 小时没有送出，已不再发送',
  unreadable: '短信记录无法读取',
};

function whyFailed(detail: string): string {
  return ours[detail] ?? `网关答复“${clip(withoutNumbers(detail), 100)}”`;
}
