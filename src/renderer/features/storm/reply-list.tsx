import { PhoneOutgoing } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import {
  type BoardRow,
  type ReplyCall,
  replyCalls,
} from '../../../shared/domain/incidents/incident.ts';
import type { TicketId } from '../../../shared/domain/ids.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { type AnswerOutcome, answerOutcomes } from '../../../shared/domain/tickets/ticket-work.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useDeskState, useStores, useTimedSlowly } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { incidentStore } from '../../parts/incident-store.ts';
import { moveByKey, rowMark } from '../../parts/row-keys.ts';
import { useCallBack } from '../../parts/use-dial.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { callOfReply } from './reply-call.ts';

/**
 * 回复清单: every listed caller who is owed a reply, by incident, with the words to say. Enter dials, 1 2 3 say what came of it; ↑ and ↓ go from
 * caller to caller.
 */
export function ReplyList({
  rows,
  isOver,
}: {
  readonly rows: readonly BoardRow[];
  readonly isOver: boolean;
}) {
  const t = useText();
  const { answer, failure, isNoting } = useAnswer();
  const now = useTimedSlowly((at) => at);
  const calls = replyCalls(rows, { now, isOver });
  const groups = rows
    .map((row) => ({ row, of: calls.filter((call) => call.row === row) }))
    .filter(({ of }) => of.length > 0);
  if (groups.length === 0)
    return <EmptyState title={t('storm.noReply')} hint={t('storm.noReplyHint')} />;
  return (
    <div className="replies" aria-busy={isNoting} onKeyDown={moveByKey}>
      <p className="panel__note">{t('storm.replyKeys')}</p>
      {failure && <ErrorNotice code={failure} lead={t('storm.answerFailed')} />}
      {groups.map(({ row, of }) => (
        <section key={row.incident.incidentId} aria-label={row.incident.point}>
          <h3>{t('storm.replyGroup', { point: row.incident.point, count: of.length })}</h3>
          <p className="stormdetail__say">{wordsOf(row) || t('storm.noWords')}</p>
          <ul>
            {of.map((call) => (
              <ReplyRow key={call.ticketId} call={call} now={now} onAnswer={answer} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What is said: the words of the reply; where nobody has given any, what was read out last. */
function wordsOf({ incident }: BoardRow): string {
  return incident.reply?.text ?? incident.says.at(-1)?.text ?? '';
}

function ReplyRow({
  call,
  now,
  onAnswer,
}: {
  readonly call: ReplyCall;
  readonly now: number;
  onAnswer(call: ReplyCall, outcome: AnswerOutcome): void;
}) {
  const t = useText();
  const { caller, dialFrom } = call;
  const { ticketNo, requesterName, requesterNumber, openedAt, work } = caller;
  const { disabled, dial } = useCallBack(requesterNumber, sendableTicketNo(ticketNo));
  const last = work?.answers?.at(-1);
  const act = (event: KeyboardEvent) => {
    const outcome = answerOutcomes[Number(event.key) - 1];
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.repeat) return;
    if (outcome === undefined || !/^[1-3]$/.test(event.key)) return;
    event.preventDefault();
    onAnswer(call, outcome);
  };
  return (
    <li className="replies__row" onKeyDown={act}>
      <button
        {...rowMark}
        type="button"
        className="button button--small"
        aria-disabled={disabled !== null}
        title={disabled ? t(`dial.${disabled}`) : undefined}
        onClick={dial}
      >
        <PhoneOutgoing size={14} aria-hidden />
        {t('storm.dial')}
      </button>
      <span className="num">{maskNumber(requesterNumber)}</span>
      <span>{requesterName}</span>
      <span className="num">{ticketNo}</span>
      <span className="num">{t('storm.calledAt', { time: clockTime(openedAt) })}</span>
      {last && (
        <span className="tag tag--warn num">
          {t(dialFrom > now ? 'storm.tryFrom' : 'storm.tryNow', {
            time: clockTime(dialFrom),
            count: work?.answers?.length ?? 0,
          })}
        </span>
      )}
      <span className="grow" />
      {answerOutcomes.map((outcome, index) => (
        <button
          key={outcome}
          type="button"
          className="button button--small"
          onClick={() => onAnswer(call, outcome)}
        >
          {t(`flow.answers.${outcome}`)}
          <kbd className="kbd" aria-hidden>
            {index + 1}
          </kbd>
        </button>
      ))}
    </li>
  );
}

/** Notes what came of a reply in its caller's ticket, one at a time for each. */
function useAnswer() {
  const stores = useStores();
  const { api, createId } = stores.deps;
  const workspaces = useDeskState((desk) => desk.workspaces);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const [noting, setNoting] = useState(0);
  const underWay = useRef(new Set<TicketId>());
  const note = async ({ row, caller, ticketId }: ReplyCall, outcome: AnswerOutcome) => {
    const ticketNo = sendableTicketNo(caller.ticketNo) ?? (await api.tickets.newTicket()).ticketNo;
    const action = { kind: 'answerCaller', outcome, text: wordsOf(row) } as const;
    const after = caller.work?.answers?.at(-1)?.at ?? 0;
    const callId = callOfReply(workspaces, { ticketId, after });
    const { recordings } = stores.workbench.getState();
    const call = callId === null ? null : { callId, recordingId: recordings[callId] ?? null };
    const command = { ticketId, ticketNo, base: null, call, action };
    try {
      await api.tickets.carryOut({ commandId: createId(), command });
      setFailure(null);
    } catch (error) {
      setFailure(errorCodeOf(error));
    }
    await incidentStore(stores).getState().refresh();
  };
  const answer = async (call: ReplyCall, outcome: AnswerOutcome) => {
    // Pressed twice, it was said once: until the list shows it, no more is noted of this caller.
    if (underWay.current.has(call.ticketId)) return;
    underWay.current.add(call.ticketId);
    setNoting(underWay.current.size);
    try {
      await note(call, outcome);
    } finally {
      underWay.current.delete(call.ticketId);
      setNoting(underWay.current.size);
    }
  };
  return {
    failure,
    isNoting: noting > 0,
    answer: (call: ReplyCall, outcome: AnswerOutcome) => void answer(call, outcome),
  };
}
