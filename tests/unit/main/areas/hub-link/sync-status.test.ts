import { beforeEach, describe, expect, it } from 'vitest';
import { createSyncStatus } from '../../../../../src/main/areas/hub-link/sync-status.ts';
import type { ErrorCode } from '../../../../../src/shared/error-codes.ts';

type Deps = Parameters<typeof createSyncStatus>[0];

describe('how it stands with the hub', () => {
  let shown: Map<string, string>;
  let sync: { hub: string; error: ErrorCode | null };
  let online: number;
  let person: { refusedBy: ErrorCode | null } | null;
  const board = (hasHub = true) =>
    createSyncStatus({
      deskState: {
        current: () => ({ sync }),
        updateSync: (changes: Partial<typeof sync>) => void (sync = { ...sync, ...changes }),
      },
      problems: {
        raise: ({ problemId, code }: { problemId: string; code: string }) =>
          void shown.set(problemId, code),
        clear: (problemId: string) => void shown.delete(problemId),
      },
      person: () => person,
      hasHub,
      onOnline: () => (online += 1),
    } as unknown as Deps);
  const problems = () => Object.fromEntries(shown);
  beforeEach(() => {
    shown = new Map();
    sync = { hub: 'offline', error: null };
    online = 0;
    person = { refusedBy: null };
  });

  it('what waits is sent when the hub comes back, once, and not with each answer', () => {
    const status = board();
    status.setLink('online', null);
    status.setLink('online', null);
    expect(online).toBe(1);
    status.setLink('offline', 'hub.unreachable');
    expect(problems()).toEqual({ 'hub:away': 'hub.unreachable' });
    status.setLink('online', null);
    expect([online, problems()]).toEqual([2, {}]);
  });

  it('a desk without a hub misses none', () => {
    board(false).setLink('offline', 'hub.notConfigured');
    expect(problems()).toEqual({});
  });

  it('a session that ran out is told to who had it, with the reason, and to nobody after', () => {
    const status = board();
    status.setLink('unauthorised', 'hub.sessionExpired');
    expect(problems()).toEqual({ 'hub:session': 'hub.sessionExpired' });
    person = { refusedBy: 'hub.accountDisabled' };
    status.setLink('unauthorised', 'hub.sessionExpired');
    expect(problems()).toEqual({ 'hub:session': 'hub.accountDisabled' });
    person = null;
    status.personLeft();
    expect(problems()).toEqual({});
    status.setLink('unauthorised', 'hub.sessionExpired');
    expect(problems()).toEqual({});
  });

  it('why no recording gets through stands before what the link says, and is no second problem beside it', () => {
    const status = board();
    status.setUploadError('upload.hubDiskFull');
    status.setLink('online', null);
    expect([sync.error, problems()]).toEqual([
      'upload.hubDiskFull',
      { upload: 'upload.hubDiskFull' },
    ]);
    status.setUploadError('upload.hubUnreachable');
    expect(problems()).toEqual({});
    status.setLink('offline', 'hub.unreachable');
    status.setUploadError(null);
    expect([sync.error, problems()]).toEqual([
      'hub.unreachable',
      { 'hub:away': 'hub.unreachable' },
    ]);
  });
});
