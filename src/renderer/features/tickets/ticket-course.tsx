import { type CourseLine, readNote } from '../../../shared/domain/tickets/course-note.ts';
import {
  type Ticket,
  type TicketEvent,
  closeWays,
  ticketKinds,
} from '../../../shared/domain/tickets/ticket.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/format.ts';

type Text = ReturnType<typeof useText>;

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
      {ticket.course.toReversed().map((event) => (
        <li key={event.eventId} className="course__event">
          <span className="num course__time">{fullTime(event.at)}</span>
          <b>{t(`ticket.course.${event.kind}`)}</b>
          <span className="grow course__note">{noteText(event, t)}</span>
          <span className="num course__time">
            {t('status.workNo')} {event.byWorkNo}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The machine's codes in the words of the screen; what a person wrote, or an older release, as it is. */
function noteText({ kind, note }: TicketEvent, t: Text): string {
  const lines = readNote(note);
  const isUnchanged = kind === 'edited' && lines.every((line) => line.kind === 'fact');
  const words = lines.map((line) => lineText(line, t));
  return [...(isUnchanged ? [t('ticket.told.unchanged')] : []), ...words].join('\n');
}

function lineText(line: CourseLine, t: Text): string {
  switch (line.kind) {
    case 'words':
      return line.text;
    case 'fact': {
      const { code, value } = line;
      const closeAs = closeWays.find((way) => way === value);
      if (code === 'closeAs') return closeAs ? t(`ticket.closeWays.${closeAs}`) : value;
      return t(`ticket.told.${code}`, { value });
    }
    case 'changed': {
      const told = (text: string) =>
        text === '“”' ? t('ticket.told.empty') : named(line, text, t);
      const field = t(`ticket.fields.${line.field}`);
      return t('ticket.told.changed', { field, old: told(line.old), now: told(line.now) });
    }
  }
}

/** Choices are told by their code. */
function named({ field }: Extract<CourseLine, { kind: 'changed' }>, text: string, t: Text): string {
  const code = text.slice(1, -1);
  const kind = ticketKinds.find((one) => one === code);
  if (field === 'kind' && kind) return `“${t(`ticket.kinds.${kind}`)}”`;
  return field === 'categoryCode' ? `“${categoryText(code)}”` : text;
}
