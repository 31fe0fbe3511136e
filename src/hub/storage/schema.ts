import type { Generated } from 'kysely';

/**
 * Rows of the hub's database. Times are epoch milliseconds (UTC); `body` is the JSON of the domain value, checked by its
 * schema when it is read; the columns beside it are what queries look for. Flags are 0 or 1.
 */
export interface HubSchema {
  users: {
    user_id: string;
    work_no: string;
    display_name: string;
    role: string;
    password_hash: string;
    disabled_at: number | null;
  };
  /** Wrong passwords in a row from one source, also for work numbers that do not exist. */
  sign_in_failures: {
    work_no: string;
    source: string;
    count: number;
    locked_until: number | null;
    last_at: number;
  };
  sessions: {
    session_id: string;
    user_id: string;
    desk_id: string;
    access_hash: string;
    access_expires_at: number;
    refresh_hash: string;
    refresh_expires_at: number;
    /** The refresh token before this one: still taken for a moment, because its answer may have been lost. */
    previous_refresh_hash: string | null;
    /** The tokens that the one before was exchanged for, sealed by it (`successor.ts`). */
    successor?: string | null;
    refreshed_at: number;
    ended_at: number | null;
    /** 1 = the desk has proven its key at the sign-in or a refresh. */
    desk_proven: number;
    started_at: number;
  };
  /** Refresh tokens that were exchanged: one that comes again was copied. */
  spent_tokens: { hash: string; session_id: string };
  /** Who has ever signed in at which desk, and from which address last. */
  desks: {
    desk_id: string;
    user_id: string;
    work_no: string;
    last_seen_at: number;
    last_address: string | null;
  };
  /** The key a desk id is bound to. */
  desk_keys: {
    desk_id: string;
    public_key: string;
    enrolled_at: number;
    enrolled_by: string | null;
    disabled_at: number | null;
  };
  tickets: { ticket_id: string; ticket_no: string; revision: number; body: string };
  knowledge: { entry_id: string; version: number; body: string };
  /** One row per entity, moved to the end of the feed with each change. */
  changes: { seq: Generated<number>; entity: string; entity_id: string };
  commands: {
    command_id: string;
    desk_id: string;
    user_id: string;
    answered_at: number;
    answer: string;
    content_hash: string | null;
    ticket_id: string | null;
    revision: number | null;
    counted_at: number | null;
  };
  calls: {
    call_id: string;
    desk_id: string;
    agent_work_no: string;
    direction: string;
    started_at: number;
    /** When the hub got it, if it does not believe the times it tells; `started_at` is then this too. */
    doubted_at: number | null;
    search_text: string;
    body: string;
  };
  /** Which desk has named which call or recording, in the order of the first time. */
  claims: {
    claim_id: Generated<number>;
    entity: string;
    id: string;
    desk_id: string;
    is_firm: number;
    first_at: number;
    body?: string | null;
  };
  call_tickets: { call_id: string; ticket_id: string };
  recordings: {
    recording_id: string;
    call_id: string;
    desk_id: string;
    /** `null` while only a segment has arrived and the desk has not yet said whose it is. */
    agent_work_no: string | null;
    state: string | null;
    body: string | null;
    /** The id by which its desk knows it, when that was taken by another desk. */
    claimed_id?: string | null;
    /** When somebody who wanted to listen found its file other than it was received. */
    found_damaged_at?: number | null;
  };
  segments: {
    recording_id: string;
    segment: number;
    byte_length: number;
    sha256: string;
    /** Below the archive folder. */
    path: string;
    wrapped_key: string;
    wrap_key_id: string;
    stored_at: number;
    receipt: string;
    /** What was seen in it when it came; `null` of before that was looked at. */
    first_seq?: number | null;
    next_seq?: number | null;
    flaws?: string | null;
  };
  recording_events: {
    recording_id: string;
    call_id: string;
    at: number;
    kind: string;
    code: string | null;
  };
  /** tus uploads under way, and those lately finished. */
  uploads: {
    upload_id: string;
    desk_id: string;
    /** `null` in rows of older releases. */
    user_id?: string | null;
    created_at: number;
    finished_at: number | null;
    body: string;
  };
  /** How each agent stands, as the desk last reported it. */
  agent_seats: {
    work_no: string;
    desk_id: string;
    reported_at: number;
    leaving_until: number | null;
    body: string;
  };
  agent_asks: { work_no: string; body: string };
  agent_orders: { work_no: string; body: string };
  agent_changes: { change_id: string; work_no: string; at: number; body: string };
  audit: {
    audit_id: Generated<number>;
    at: number;
    action: string;
    user_id: string | null;
    desk_id: string | null;
    subject_id: string | null;
    code: string | null;
    address: string | null;
    desk_proven: number | null;
    tried: string | null;
    /** Times the same happened; `null` in rows of older releases = once. */
    count: number | null;
  };
}
