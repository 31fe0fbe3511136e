import {
  type CallRecord,
  type CallView,
  type EndReason,
  mostTicketsOfCall,
} from '../../../shared/domain/calls/call.ts';
import type { CallResult } from '../../../shared/domain/calls/call-result.ts';
import type { Recording } from '../../../shared/domain/recordings/recording.ts';
import type { TicketId } from '../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import type { CallFold } from '../../storage/call-fold.ts';
import { addQuality, meanQuality } from './quality-sum.ts';

/** A figure counts for the time since the last look, yet no longer than it is true: a page that was away proves nothing. */
const figureGoodForMs = 5000;

interface LookContext {
  readonly at: number;
  readonly agentWorkNo: string;
  /** A test of the sound, of which nothing comes; absent = it is none. */
  readonly isSoundTest?: boolean;
}

/**
 * The record of a call after one more look at it. Its number is that of who is at the other end last; an ended record stays as it is, except that
 * tickets may still be linked (`linkTicket`) and its recording may say more (`takeRecording`).
 */
export function foldCall(fold: CallFold | null, view: CallView, context: LookContext): CallFold {
  const before = fold ?? openFold(view, context);
  if (before.record.endedAt !== null) return before;
  const measured = measure(before, view, context.at);
  const record: CallRecord = {
    ...before.record,
    number: view.number,
    handedOverBy: view.handedOverBy,
    answeredAt: before.record.answeredAt ?? view.answeredAt,
    recordingId:
      view.recording.kind === 'recording' ? view.recording.recordingId : before.record.recordingId,
    noRecordingReason: whyNotRecorded(view) ?? before.record.noRecordingReason,
    quality: measured ? meanQuality(measured) : null,
    transferredTo: view.transferredTo ?? undefined,
    servesCallId: view.servesCallId ?? undefined,
    secondPathAt: before.record.secondPathAt ?? secondPathBegun(view, context.at),
  };
  const held = hold({ ...before, record, lastSeenAt: context.at, measured }, view, context.at);
  return view.state === 'ended'
    ? end(held, view.endedAt ?? context.at, view.endReason ?? 'failed')
    : held;
}

/** A recording that has lost some sound is there, and its marks tell of it. */
function whyNotRecorded({ recording }: CallView): ErrorCode | null {
  if (recording.kind !== 'failed' || recording.code === 'recording.losing') return null;
  return recording.code;
}

/** A call whose phone page vanished: it ended when it was last seen, by `deskDied`. */
export function endVanishedCall(fold: CallFold): CallFold {
  return fold.record.endedAt === null ? end(fold, fold.lastSeenAt, 'deskDied') : fold;
}

/**
 * What the sound of a call proves: that it was recorded, and how long it ran at least. The end that a vanished phone page
 * left behind moves to the end of the sound.
 */
export function takeRecording(
  fold: CallFold,
  {
    recordingId,
    startedAt,
    durationMs,
  }: Pick<Recording, 'recordingId' | 'startedAt' | 'durationMs'>,
): CallFold {
  if (durationMs === 0) return fold;
  const until = startedAt + durationMs;
  const { record } = fold;
  if (record.endedAt === null) {
    return until > fold.lastSeenAt ? { ...fold, lastSeenAt: until } : fold;
  }
  const isLonger = record.endReason === 'deskDied' && until > record.endedAt;
  if (!isLonger && record.recordingId !== null) return fold;
  const recorded = {
    ...record,
    recordingId: record.recordingId ?? recordingId,
    noRecordingReason: record.recordingId === null ? null : record.noRecordingReason,
  };
  if (!isLonger) return { ...fold, record: recorded };
  const talkMs = record.talkMs + until - record.endedAt;
  return { ...fold, lastSeenAt: until, record: { ...recorded, endedAt: until, talkMs } };
}

/** Links a ticket to the call, also after its end; beyond `mostTicketsOfCall` none. */
export function linkTicket(fold: CallFold, ticketId: TicketId): CallFold {
  const { record } = fold;
  const { ticketIds } = record;
  if (ticketIds.includes(ticketId) || ticketIds.length >= mostTicketsOfCall) return fold;
  return { ...fold, record: { ...record, ticketIds: [...ticketIds, ticketId] } };
}

/** What an agent says of a call; what is absent stays. */
export interface CallConclusion {
  readonly result?: CallResult | undefined;
  readonly note?: string | undefined;
  /** The ticket that it is about; `null` = none of those there are. */
  readonly ticketId?: TicketId | null | undefined;
}

/** What came of the call, and what it is about, as the agent says. */
export function concludeCall(fold: CallFold, said: CallConclusion): CallFold {
  const { record } = fold;
  const result = said.result ?? record.result;
  const note = said.note ?? record.note;
  const chosen = said.ticketId === undefined ? fold.chosen : (said.ticketId ?? undefined);
  if (result === record.result && note === record.note && chosen === fold.chosen) return fold;
  return { ...fold, chosen, record: { ...record, result, note } };
}

/**
 * What was chosen becomes a link when the call was talked, is over and has its result. Before that the last choice counts; a
 * link is for good, because the hub only adds them.
 */
export function linkChosen(fold: CallFold): CallFold {
  const { chosen, record } = fold;
  if (chosen === undefined || record.endedAt === null || owesResult(record)) return fold;
  const settled = { ...fold, chosen: undefined };
  return record.answeredAt === null ? settled : linkTicket(settled, chosen);
}

/** Does the step from `before` to `after` carry something that a crash must not lose? */
export function isTurn(before: CallFold | null, after: CallFold): boolean {
  if (before === null) return true;
  const a = before.record;
  const b = after.record;
  return (
    a.answeredAt !== b.answeredAt ||
    a.number.raw !== b.number.raw ||
    a.endedAt !== b.endedAt ||
    a.recordingId !== b.recordingId ||
    a.noRecordingReason !== b.noRecordingReason ||
    a.ticketIds !== b.ticketIds ||
    a.result !== b.result ||
    a.note !== b.note ||
    before.chosen !== after.chosen ||
    before.heldSince !== after.heldSince
  );
}

/** Rang unanswered for so long that the second phone rang, too. */
function secondPathBegun({ secondPathAt, answeredAt, endedAt }: CallView, at: number) {
  const isDue = secondPathAt !== undefined && (endedAt ?? at) >= secondPathAt;
  return isDue && answeredAt === null ? secondPathAt : undefined;
}

/** Quality is that of the talk: on hold there is music or nothing, and after the end nobody listens. */
function measure(fold: CallFold, view: CallView, at: number): CallFold['measured'] {
  const isFirst = fold.measured === undefined;
  if (view.quality === null || (view.state !== 'connected' && !isFirst)) return fold.measured;
  const sinceMs = Math.min(figureGoodForMs, Math.max(1, at - fold.lastSeenAt));
  return addQuality(fold.measured, view.quality, sinceMs);
}

function openFold(view: CallView, context: LookContext): CallFold {
  return {
    heldSince: null,
    lastSeenAt: context.at,
    record: {
      callId: view.callId,
      direction: view.direction,
      number: view.number,
      lineName: view.lineName,
      queuedMs: view.queuedMs,
      agentWorkNo: context.agentWorkNo,
      ticketIds: [],
      startedAt: view.startedAt,
      answeredAt: null,
      endedAt: null,
      talkMs: 0,
      heldMs: 0,
      endReason: null,
      recordingId: null,
      noRecordingReason: null,
      quality: null,
      ...(context.isSoundTest ? {} : { result: null }),
    },
  };
}

function hold(fold: CallFold, view: CallView, at: number): CallFold {
  if (view.state === 'held') return { ...fold, heldSince: fold.heldSince ?? at };
  if (fold.heldSince === null) return fold;
  return {
    ...fold,
    heldSince: null,
    record: addHeld(fold.record, (view.endedAt ?? at) - fold.heldSince),
  };
}

function addHeld(record: CallRecord, ms: number): CallRecord {
  return { ...record, heldMs: record.heldMs + Math.max(0, ms) };
}

function end(fold: CallFold, endedAt: number, endReason: EndReason): CallFold {
  const held =
    fold.heldSince === null ? fold.record : addHeld(fold.record, endedAt - fold.heldSince);
  const { answeredAt, recordingId } = held;
  const talkMs = answeredAt === null ? 0 : Math.max(0, endedAt - answeredAt - held.heldMs);
  const owesReason = answeredAt !== null && recordingId === null;
  const noRecordingReason = owesReason ? (held.noRecordingReason ?? 'recording.notStarted') : null;
  return {
    ...fold,
    heldSince: null,
    record: { ...held, endedAt, endReason, talkMs, noRecordingReason },
  };
}
