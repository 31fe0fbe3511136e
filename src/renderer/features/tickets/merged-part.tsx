import { type ReactNode, useId, useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { followersOf } from '../../../shared/domain/tickets/merged-tickets.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { MergedTicket } from '../../../shared/domain/tickets/ticket-work.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useStores, useView, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime } from '../../ui/format.ts';
import { bulkStore } from './bulk-store.ts';
import './bulk.css';

/** What was merged into the ticket, each with its number, its city's number and its limit; and of one that was merged, where it went. */
export function MergedPart({ ticket }: { readonly ticket: Ticket }) {
  const { merged = [], mergedInto } = ticket.work ?? {};
  return (
    <>
      {mergedInto && <IntoPart ticket={ticket} />}
      {merged.length > 0 && <ListPart ticket={ticket} merged={merged} />}
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="work__part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function IntoPart({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const open = useWorkbench((state) => state.openTicket);
  const into = ticket.work?.mergedInto;
  if (!into) return null;
  const { ticketId, ticketNo, at, byWorkNo: workNo, reason, answeredAt } = into;
  return (
    <Section title={t('merged.into')}>
      <p>{t('merged.mergedAt', { time: fullTime(at), workNo, reason })}</p>
      <p>
        {t(answeredAt === undefined ? 'merged.following' : 'merged.answered')}{' '}
        <button
          type="button"
          className="button button--small num"
          onClick={() => void open(ticketId)}
        >
          {t('merged.openMain', { no: ticketNo })}
        </button>
      </p>
    </Section>
  );
}

function ListPart({
  ticket,
  merged,
}: {
  readonly ticket: Ticket;
  readonly merged: readonly MergedTicket[];
}) {
  const t = useText();
  const { api } = useStores().deps;
  const go = useView((state) => state.go);
  const choose = useFeature(bulkStore, (state) => state.choose);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const firstDueAt = ticket.work?.firstDueAt;
  const answered = merged.filter(({ answeredAt }) => answeredAt !== undefined);
  const replyAll = async () => {
    try {
      const all = await Promise.all(answered.map(({ ticketId }) => api.tickets.get({ ticketId })));
      choose(
        all.filter(({ state }) => state === 'awaitingReply'),
        'reply',
      );
      go('tickets');
    } catch (error) {
      setFailure(errorCodeOf(error));
    }
  };
  return (
    <Section title={t('merged.title', { count: followersOf(ticket.work).length || merged.length })}>
      {failure && <ErrorNotice code={failure} lead={t('bulk.failed')} />}
      {firstDueAt !== undefined && firstDueAt < (ticket.deadline?.dueAt ?? Infinity) && (
        <p className="num">
          <span className="tag tag--warn">{t('merged.first', { time: fullTime(firstDueAt) })}</span>
        </p>
      )}
      {answered.length > 0 && (
        <p>
          <button type="button" className="button button--small" onClick={() => void replyAll()}>
            {t('merged.replyAll', { count: answered.length })}
          </button>
        </p>
      )}
      <ul className="merged">
        {merged.map((one) => (
          <MergedRow key={`${one.ticketId} ${one.at}`} main={ticket} one={one} />
        ))}
      </ul>
    </Section>
  );
}

function MergedRow({ main, one }: { readonly main: Ticket; readonly one: MergedTicket }) {
  const t = useText();
  const open = useWorkbench((state) => state.openTicket);
  const [isAsking, setAsking] = useState(false);
  const isFollowing = one.splitAt === undefined && one.answeredAt === undefined;
  return (
    <li>
      <button type="button" className="link num" onClick={() => void open(one.ticketId)}>
        {one.ticketNo}
      </button>
      {one.cityNo && <span className="num">{t('merged.cityNo', { no: one.cityNo })}</span>}
      {one.dueAt !== undefined && isFollowing && (
        <span className="num">{t('merged.due', { time: fullTime(one.dueAt) })}</span>
      )}
      {one.splitAt !== undefined && <span className="tag">{t('merged.splitOff')}</span>}
      {one.answeredAt !== undefined && <span className="tag">{t('merged.answered')}</span>}
      {isFollowing && !isAsking && (
        <button
          type="button"
          className="button button--small"
          aria-label={`${t('merged.split')} ${one.ticketNo}`}
          onClick={() => setAsking(true)}
        >
          {t('merged.split')}
        </button>
      )}
      {isFollowing && isAsking && (
        <SplitForm main={main} one={one} onEnd={() => setAsking(false)} />
      )}
    </li>
  );
}

interface SplitFormProps {
  readonly main: Ticket;
  readonly one: MergedTicket;
  onEnd(): void;
}

function SplitForm({ main, one, onEnd }: SplitFormProps) {
  const t = useText();
  const id = useId();
  const { api, createId } = useStores().deps;
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  const split = async () => {
    setBusy(true);
    try {
      const order = {
        act: 'split',
        mainId: main.ticketId,
        otherIds: [one.ticketId],
        reason: reason.trim(),
      } as const;
      const answer = await api.tickets.merge({ commandId: createId(), order });
      if (answer.kind === 'refused') setFailure(answer.code);
      else if (answer.kind === 'waiting') setWaiting(true);
      else onEnd();
    } catch (error) {
      setFailure(errorCodeOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (isWaiting) return <span role="status">{t('merged.waiting')}</span>;
  return (
    <form
      className="merged__split"
      aria-label={`${t('merged.split')} ${one.ticketNo}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '' && !isBusy) void split();
      }}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Escape' && !nativeEvent.isComposing) onEnd();
      }}
    >
      {failure && <ErrorNotice code={failure} lead={t('bulk.failed')} />}
      <label htmlFor={id}>{t('merged.reason')}</label>
      <input
        id={id}
        className="input"
        autoFocus
        autoComplete="off"
        maxLength={200}
        aria-required
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" className="button button--main" disabled={isBusy}>
        {t(isBusy ? 'flow.taking' : 'merged.split')}
      </button>
      <button type="button" className="button" onClick={onEnd}>
        {t('ticket.cancel')}
      </button>
    </form>
  );
}
