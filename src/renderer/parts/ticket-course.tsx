import { courseText } from '../../shared/domain/tickets/course-text.ts';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { useText } from './use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';

/** 办理过程: newest first, append-only. */
export function TicketCourse({ ticket }: { readonly ticket: Ticket | null }) {
  const t = useText();
  if (!ticket || ticket.course.length === 0) return <EmptyState title={t('ticket.courseEmpty')} />;
  return (
    <ol className="course">
      {ticket.deadline?.provisional && (
        <li className="course__event">
          <span className="tag tag--warn">{t('ticket.clock.provisionalWhy')}</span>
        </li>
      )}
      {ticket.course.toReversed().map((event) => {
        const { kind, note } = courseText(event, ticket);
        return (
          <li key={event.eventId} className="course__event">
            <span className="num course__time">{fullTime(event.at)}</span>
            <b>{kind}</b>
            <span className="grow course__note">{note}</span>
            <span className="num course__time">
              {event.byWorkNo !== '' && `${t('status.workNo')} ${event.byWorkNo}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
