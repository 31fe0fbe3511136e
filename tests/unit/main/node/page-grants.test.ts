import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPageGrants } from '../../../../src/main/node/page-grants.ts';

const hour = 3_600_000;
const key = 'k'.repeat(43);

describe('page grants', () => {
  let directory: string;
  let now = 1_000_000;
  let notKept: unknown[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'grants-'));
    notKept = [];
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const open = () =>
    createPageGrants(directory, { now: () => now, onNotKept: (error) => notKept.push(error) });

  it('outlive the host, in a file without the cookie', () => {
    const cookie = open().issue('desk');
    expect(open().find('desk', cookie)?.page).toBe('desk');
    expect(open().find('phone', cookie)).toBeNull();
    expect(readFileSync(join(directory, 'door-grants.json'), 'utf8')).not.toContain(cookie);
  });

  it('go on in memory while the disk takes nothing: an open page in a call must not notice', () => {
    const grants = open();
    const cookie = grants.issue('phone');
    const { grantId = '' } = grants.find('phone', cookie) ?? {};
    // Where the new content would go stands a folder: no write succeeds.
    mkdirSync(join(directory, 'door-grants.json.new'));
    expect(grants.enrol(grantId, key)).toBe(true);
    now += 2 * hour;
    grants.touch(grantId);
    expect(grants.find('phone', cookie)).toMatchObject({ key, seenAt: now });
    expect(grants.find('desk', grants.issue('desk'))).not.toBeNull();
    grants.revokeAll();
    expect(grants.byId(grantId)).toBeNull();
    expect(notKept).toHaveLength(4);
  });
});
