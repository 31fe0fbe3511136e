import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resetFactor } from '../../../src/hub/areas/session/reset-factor.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { ofDepartment, ofOffice, testPassword, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { codeOn, signInAtOfficersPage } from '../../support/second-factor.ts';

const stepMs = 30_000;

/** `in`, or why not. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'in',
    (error: unknown) => codeOf(Promise.reject(error)),
  );

describe('the second factor of a sign-in', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(
      testSeed([ofDepartment(), ofOffice('6001', 'officer'), ofOffice('7001', 'auditor')]),
    );
  });
  afterEach(() => hub.stop());

  const auth = () => hubClient(hub.url()).auth;
  const enrolled = (workNo = '6001') => signInAtOfficersPage(hub.url(), workNo, hub.clock.now());
  const audited = async (action: string, by?: ReturnType<typeof hubClient>) => {
    const client = by ?? (await signInAt(hub.url(), '9001')).client;
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    return (await client.audit.list({ ...any, action, limit: 50 })).lines;
  };

  it('is asked of everybody at the officers’ page, and enrolled there', async () => {
    let last = '';
    for (const workNo of ['6001', '7001', '9001', '2001']) {
      const who = {
        workNo,
        password: testPassword,
        deskId: randomUUID(),
        page: 'officer',
      } as const;
      expect(await outcome(auth().signIn(who))).toBe('hub.secondFactorUnset');
      const { secret, uri } = await auth().enrol(who);
      expect(uri).toContain(`secret=${secret}`);
      expect(await outcome(auth().signIn({ ...who, enrols: true, code: '000000' }))).toBe(
        'hub.secondFactorWrong',
      );
      const code = codeOn(secret, hub.clock.now());
      const session = await auth().signIn({ ...who, enrols: true, code });
      expect(session.factor?.recoveryCodes).toHaveLength(10);
      last = session.accessToken;
      expect(await outcome(auth().signIn(who))).toBe('hub.secondFactorNeeded');
    }
    const lead = hubClient(hub.url(), last);
    expect((await audited('secondFactorSet', lead)).map(({ workNo }) => workNo)).toEqual([
      '2001',
      '9001',
      '7001',
      '6001',
    ]);
  });

  it('is nothing that agents and departments have there', async () => {
    for (const workNo of ['1001', '5001']) {
      const who = {
        workNo,
        password: testPassword,
        deskId: randomUUID(),
        page: 'officer',
      } as const;
      expect(await outcome(auth().signIn(who))).toBe('hub.notAtThisPage');
      expect(await outcome(auth().enrol(who))).toBe('hub.notAtThisPage');
    }
  });

  it('takes the code of each step once, also that of the step before', async () => {
    const { who, secret } = await enrolled();
    const enter = (at: number) => outcome(auth().signIn({ ...who, code: codeOn(secret, at) }));
    const used = hub.clock.now();
    expect(await enter(used)).toBe('hub.secondFactorWrong');
    hub.clock.advance(2 * stepMs);
    const now = hub.clock.now();
    expect(await enter(now - 2 * stepMs)).toBe('hub.secondFactorWrong');
    expect(await enter(now - stepMs)).toBe('in');
    expect(await enter(now - stepMs)).toBe('hub.secondFactorWrong');
    expect(await enter(now)).toBe('in');
    // A telephone whose clock is a step ahead; what it said is behind from then on.
    expect(await enter(now + stepMs)).toBe('in');
    expect(await enter(now)).toBe('hub.secondFactorWrong');
    expect(await enter(now + 2 * stepMs)).toBe('hub.secondFactorWrong');
  });

  it('takes a code that comes twice at once for one of them', async () => {
    const { who, secret } = await enrolled();
    hub.clock.advance(stepMs);
    const code = codeOn(secret, hub.clock.now());
    const answers = await Promise.all(
      [1, 2, 3].map(() => outcome(auth().signIn({ ...who, code }))),
    );
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
  });

  it('locks after five wrong codes, wherever they come from, and not by asking for the field', async () => {
    const { who } = await enrolled();
    for (let time = 0; time < 8; time += 1)
      expect(await outcome(auth().signIn(who))).toBe('hub.secondFactorNeeded');
    for (let time = 0; time < 5; time += 1)
      expect(await outcome(auth().signIn({ ...who, code: '000000' }))).toBe(
        'hub.secondFactorWrong',
      );
    expect(await outcome(auth().signIn({ ...who, code: '000000' }))).toBe('hub.accountLocked');
    const admin = await signInAt(hub.url(), '9001');
    const { people } = await admin.client.admin.overview();
    expect(people.find(({ workNo }) => workNo === '6001')).toMatchObject({ hasFactor: true });
    expect(people.find(({ workNo }) => workNo === '6001')?.lockedUntil).toBeGreaterThan(
      hub.clock.now(),
    );
    await admin.client.admin.unlock({ workNo: '6001' });
    expect(await outcome(auth().signIn(who))).toBe('hub.secondFactorNeeded');
  });

  it('is replaced by a recovery code, each once, which is in the audit', async () => {
    const { who, session } = await enrolled();
    const [first = '', second = ''] = session.factor?.recoveryCodes ?? [];
    expect((await auth().signIn({ ...who, code: first.toLowerCase() })).factor).toEqual({
      recoveryLeft: 9,
    });
    expect(await outcome(auth().signIn({ ...who, code: first }))).toBe('hub.secondFactorWrong');
    expect((await auth().signIn({ ...who, code: second })).factor).toEqual({ recoveryLeft: 8 });
    expect(await audited('recoveryCodeUsed')).toHaveLength(2);
  });

  it('is changed with a code of the one before; old codes are worth nothing then', async () => {
    const { who, secret, session } = await enrolled();
    expect(await outcome(auth().enrol(who))).toBe('hub.secondFactorNeeded');
    hub.clock.advance(stepMs);
    const next = await auth().enrol({ ...who, code: codeOn(secret, hub.clock.now()) });
    hub.clock.advance(stepMs);
    const now = hub.clock.now();
    // The former one counts until the new one is proven.
    expect(await outcome(auth().signIn({ ...who, code: codeOn(secret, now) }))).toBe('in');
    await auth().signIn({ ...who, enrols: true, code: codeOn(next.secret, now) });
    hub.clock.advance(stepMs);
    expect(await outcome(auth().signIn({ ...who, code: codeOn(secret, hub.clock.now()) }))).toBe(
      'hub.secondFactorWrong',
    );
    const [recovery = ''] = session.factor?.recoveryCodes ?? [];
    expect(await outcome(auth().signIn({ ...who, code: recovery }))).toBe('hub.secondFactorWrong');
  });

  it('is not offered for longer than a quarter of an hour', async () => {
    const who = {
      workNo: '6001',
      password: testPassword,
      deskId: randomUUID(),
      page: 'officer',
    } as const;
    const { secret } = await auth().enrol(who);
    hub.clock.advance(16 * 60_000);
    const code = codeOn(secret, hub.clock.now());
    expect(await outcome(auth().signIn({ ...who, enrols: true, code }))).toBe(
      'hub.secondFactorWrong',
    );
  });

  it('is asked at a desk as soon as a lead has one, or the office wants it', async () => {
    const desk = { workNo: '2001', password: testPassword, deskId: randomUUID() };
    expect(await outcome(auth().signIn(desk))).toBe('in');
    const { secret } = await enrolled('2001');
    hub.clock.advance(stepMs);
    expect(await outcome(auth().signIn(desk))).toBe('hub.secondFactorNeeded');
    expect(await outcome(hubClient(hub.url(), null, 2).auth.signIn(desk))).toBe('hub.forbidden');
    expect(await outcome(auth().signIn({ ...desk, code: codeOn(secret, hub.clock.now()) }))).toBe(
      'in',
    );

    const admin = await signInAt(hub.url(), '9001');
    expect(await admin.client.office.putSecondFactor({ desk: ['admin'] })).toEqual({ version: 1 });
    expect(await admin.client.office.putSecondFactor({ desk: ['admin'] })).toEqual({ version: 1 });
    expect(await outcome(signInAt(hub.url(), '9001'))).toBe('hub.secondFactorUnset');
    expect(await outcome(signInAt(hub.url(), '1001'))).toBe('in');
  });

  it('is taken away by the administrator, or by IT on the hub’s machine, and then enrolled anew', async () => {
    const { who, client } = await enrolled();
    const admin = await signInAt(hub.url(), '9001');
    await admin.client.admin.resetFactor({ workNo: '6001' });
    expect(await outcome(client.officer.get({ ticketId: randomUUID() }))).toBe(
      'hub.sessionExpired',
    );
    expect(await outcome(auth().signIn(who))).toBe('hub.secondFactorUnset');
    await enrolled();
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    expect(await resetFactor({ store, clock: hub.clock }, '6001')).toBe(true);
    expect(await resetFactor({ store, clock: hub.clock }, '6009')).toBe(false);
    await store.close();
    expect(await outcome(auth().signIn(who))).toBe('hub.secondFactorUnset');
    expect(
      (await audited('secondFactorReset')).map(({ workNo, subjectWorkNo }) => [
        workNo,
        subjectWorkNo,
      ]),
    ).toEqual([
      [null, '6001'],
      ['9001', '6001'],
    ]);
  });

  it('lies sealed in the database, and its codes as hashes', async () => {
    const { secret, session } = await enrolled();
    const kept = Buffer.concat(
      await Promise.all(
        ['hub.db', 'hub.db-wal'].map((name) => readFile(join(hub.dataFolder, name))),
      ),
    ).toString('latin1');
    for (const clear of [secret, ...(session.factor?.recoveryCodes ?? [])]) {
      expect(kept).not.toContain(clear);
      expect(kept).not.toContain(clear.replaceAll('-', ''));
    }
  });
});
