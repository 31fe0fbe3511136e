import { errorCatalogue } from '../../error-catalogue.ts';
import type { ErrorCode } from '../../error-codes.ts';
import { maskNumber } from '../calls/caller-number.ts';
import { type CourseLine, readNote } from './course-note.ts';
import { isStepFact, stepFactText } from './flow-facts.ts';
import { paperText as t } from './paper-text.ts';
import { categoryWords } from './ticket-columns.ts';
import { closeWayWords, ticketKindWords } from './ticket-words.ts';
import { type Ticket, type TicketEvent, closeWays, ticketKinds } from './ticket.ts';

/** What a line of the course says, on the screen and on paper. */
export function courseText(event: TicketEvent, ticket: Source) {
  return { kind: kindText(event, ticket), note: noteText(event, ticket) };
}

type Source = Pick<Ticket, 'source'>;

/** Where it came from, and for the city platform's ticket that its answer is only proposed: a city ticket never ends here. */
function kindText(event: TicketEvent, { source }: Source): string {
  if (event.act) return t(`flow.acts.${event.act}`);
  if (event.kind === 'opened') return t(`ticket.course.openedBy.${source}`);
  return isDrafted(event, source) ? t('ticket.course.drafted') : t(`ticket.course.${event.kind}`);
}

/** Closed by the desk; what the city itself has closed is told in words. */
function isDrafted({ kind, note }: TicketEvent, source: Ticket['source']): boolean {
  const isOurs = readNote(note).some((line) => line.kind === 'fact' && line.code === 'closeAs');
  return kind === 'closed' && source === 'cityPlatform' && isOurs;
}

/** The machine's codes in the words of the screen; what a person wrote, or an older release, as it is. */
function noteText(event: TicketEvent, { source }: Source): string {
  const lines = readNote(event.note);
  const isUnchanged = event.kind === 'edited' && lines.every((line) => line.kind === 'fact');
  const drafted = isDrafted(event, source);
  const words = lines.map(lineText).map((text, index) => {
    const line = lines[index];
    const isWay = drafted && line?.kind === 'fact' && line.code === 'closeAs';
    return isWay ? t('ticket.told.drafted', { way: text }) : text;
  });
  // Older notes say once more where the ticket came from.
  const kind = kindText(event, { source });
  const told = [...(isUnchanged ? [t('ticket.told.unchanged')] : []), ...words];
  return told.filter((text) => text !== kind).join('\n');
}

function lineText(line: CourseLine): string {
  switch (line.kind) {
    case 'words':
      return line.text;
    case 'fact':
      return factText(line);
    case 'changed': {
      const told = (text: string) => (text === '“”' ? t('ticket.told.empty') : named(line, text));
      const field = t(`ticket.fields.${line.field}`);
      return t('ticket.told.changed', { field, old: told(line.old), now: told(line.now) });
    }
  }
}

function factText({ code, value }: Extract<CourseLine, { kind: 'fact' }>): string {
  if (isStepFact(code)) return stepFactText(code, value);
  switch (code) {
    case 'closeAs': {
      const closeAs = closeWays.find((way) => way === value);
      return closeAs ? closeWayWords[closeAs] : value;
    }
    case 'dueAt':
      // `2026-06-12 09:41:05 rule`
      return t('ticket.told.dueAt', { time: value.slice(0, 16), rule: value.slice(20) });
    case 'dueSettled': {
      // `2027-01-04 10:00:00 → 2027-01-05 10:00:00 rule`
      const [old, now] = [value.slice(0, 16), value.slice(22, 38)];
      const told = old === now ? 'settledSame' : 'settled';
      return t(`ticket.told.${told}`, { old, now, rule: value.slice(42) });
    }
    case 'urgent':
      return t(value === 'on' ? 'ticket.told.urgentOn' : 'ticket.told.urgentOff');
    case 'notClosed':
      return t('ticket.told.notClosed', {
        reason: isErrorCode(value) ? errorCatalogue[value].title : value,
      });
    case 'reason':
    case 'broughtInBy':
    case 'saidAt':
    case 'saidAtNotTaken':
    case 'receivedAt':
      return t(`ticket.told.${code}`, { value });
  }
}

function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCatalogue, value);
}

/** Choices are told by their code; a number is as covered here as it is in the form. */
function named({ field }: Extract<CourseLine, { kind: 'changed' }>, text: string): string {
  if (field === 'requesterNumber') return maskNumber(text);
  const code = text.slice(1, -1);
  const kind = ticketKinds.find((one) => one === code);
  if (field === 'kind' && kind) return `“${ticketKindWords[kind]}”`;
  return field === 'categoryCode' ? `“${categoryWords(code)}”` : text;
}
