import { randomUUID } from 'node:crypto';
import { clip } from '../../../shared/clean-text.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ExchangeFile } from '../../../shared/domain/city/city-exchange.ts';
import { fileFaultWords } from '../../../shared/domain/city/file-fault-words.zh-cn.ts';
import { stepEvent } from '../../../shared/domain/tickets/course-event.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';
import { withoutNumbers } from './list-exchanges.ts';

/**
 * Tells the course of the ticket which files of a report did not reach the city, and which did in the end; says it once. The report itself
 * is done. Whether the ticket has changed.
 */
export function tellFilesIn({ clock }: { readonly clock: Clock }) {
  return async (
    repositories: HubRepositories,
    { ticketId, files: before }: Exchange,
    files: readonly ExchangeFile[],
  ): Promise<boolean> => {
    const ticket = ticketId === null ? null : await repositories.tickets.get(ticketId);
    const lines = linesOf(before, files);
    if (!ticket || lines.length === 0) return false;
    const at = clock.now();
    const line = stepEvent('attach', lines, { at, workNo: '', eventId: randomUUID() });
    const next = {
      ...ticket,
      course: [...ticket.course, line],
      updatedAt: at,
      revision: ticket.revision + 1,
    };
    await keepTicket(repositories, { before: ticket, ticket: next, at });
    return true;
  };
}

function linesOf(before: readonly ExchangeFile[], now: readonly ExchangeFile[]): string[] {
  const was = new Map(before.map((file, index) => [index, file]));
  const failed = now.filter(
    ({ state, detail }, index) => state === 'refused' && was.get(index)?.detail !== detail,
  );
  const arrived = now.filter(
    ({ state }, index) => state === 'done' && was.get(index)?.state === 'refused',
  );
  const names = (files: readonly ExchangeFile[], words: (file: ExchangeFile) => string) =>
    clip(files.map(words).join('；'), 400);
  return [
    failed.length === 0
      ? ''
      : `报送市级平台的附件未送达（结果已送达）：${names(failed, ({ fileName, detail }) => `${fileName}（${fileFaultText(detail)}）`)}`,
    arrived.length === 0
      ? ''
      : `先前未送达的附件已送达市级平台：${names(arrived, ({ fileName }) => fileName)}`,
  ].filter((line) => line !== '');
}

const ours: Readonly<Partial<Record<string, string>>> = fileFaultWords;

/** Why a file did not go, or was not taken, for people; the other side's own words without what may be numbers. */
export function fileFaultText(detail: string): string {
  if (detail.startsWith('link ')) return `只给了链接，未下载：${detail.slice(5, 200)}`;
  return ours[detail] ?? `对方答复“${clip(withoutNumbers(detail), 100)}”`;
}
