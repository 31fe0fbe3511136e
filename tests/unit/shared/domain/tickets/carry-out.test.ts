import { describe, expect, it } from 'vitest';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { readNote } from '../../../../../src/shared/domain/tickets/course-note.ts';
import {
  assignIt,
  courseDepartment,
  resultOfIt,
  takeCourse,
} from '../../../../support/course-ticket.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const decided = { decidedBy: '', authority: '' };
const answerIt = {
  kind: 'close',
  closeAs: 'selfHandled',
  changes: { address: '示例路 1 号', content: '水压低', answer: '已答复' },
} as const;
const noCall = { solved: null, satisfaction: null, note: '' };

describe('the course of a ticket', () => {
  it('goes from the city through department, audit, call-back and reply to its end', () => {
    const city = { cityNo: 'WH20260612-88', dispatchedAt: 1, dueAt: null };
    const course = takeCourse({
      source: 'cityPlatform',
      state: 'awaitingSignIn',
      work: { ...noWork, city },
    });
    expect(course.take('agent', { kind: 'sign' }).state).toBe('screening');
    expect(course.take('agent', assignIt)).toMatchObject({
      state: 'assigned',
      handler: '江汉区水务局',
    });
    expect(course.take('department', { kind: 'departmentSign' }).state).toBe('inHandling');
    course.take('department', { kind: 'firstContact', isReached: true, note: '约定明日到场' });
    expect(course.take('department', resultOfIt).state).toBe('awaitingAudit');
    expect(
      course.take('agent', { kind: 'auditFail', failed: ['complete'], reason: '缺照片' }).state,
    ).toBe('inHandling');
    course.take('department', { ...resultOfIt, facts: '现场管道堵塞，附照片' });
    expect(course.take('agent', { kind: 'auditPass' }).state).toBe('awaitingCallback');
    course.take('agent', {
      kind: 'callback',
      contact: 'reached',
      solved: 'solved',
      satisfaction: 5,
      note: '',
    });
    expect(course.ticket()).toMatchObject({ state: 'awaitingReply', satisfaction: 5 });
    course.take('agent', { kind: 'reply', text: '已疏通', channel: 'city' });
    expect(course.ticket()).toMatchObject({ state: 'submittedToCity', closedAt: null });
    course.take('city', { kind: 'cityConfirmed' });
    expect(course.ticket()).toMatchObject({
      state: 'closed',
      closedAt: course.now(),
      closedByWorkNo: '1001',
    });
    expect(course.work()).toMatchObject({ city, auditFails: 1, reworks: 0 });
    expect(course.work().results).toHaveLength(2);
    expect(
      course
        .ticket()
        .course.map(({ act }) => act)
        .slice(-11),
    ).toEqual([
      'sign',
      'assign',
      'departmentSign',
      'firstContact',
      'submitResult',
      'auditFail',
      'submitResult',
      'auditPass',
      'callback',
      'reply',
      'cityConfirmed',
    ]);
  });

  it('gives a department its own clocks, and stops them with the steps', () => {
    const course = takeCourse();
    course.take('agent', assignIt);
    const running = () =>
      course
        .work()
        .clocks.filter(({ stoppedAt }) => stoppedAt === undefined)
        .map(({ step }) => step);
    expect(running()).toEqual(['departmentSign', 'firstContact', 'result']);
    course.take('department', { kind: 'departmentSign' });
    expect(running()).toEqual(['firstContact', 'result']);
    course.take('department', resultOfIt);
    expect(running()).toEqual(['audit']);
    course.take('agent', { kind: 'auditPass' });
    expect(running()).toEqual(['callback']);
  });

  it('runs the limit of the state that a ticket comes to, where the city or the words lead elsewhere', () => {
    const running = (course: ReturnType<typeof takeCourse>) =>
      course
        .work()
        .clocks.filter(({ stoppedAt }) => stoppedAt === undefined)
        .map(({ step }) => step);
    const ofCity = () => {
      const course = takeCourse({ source: 'cityPlatform', state: 'awaitingSignIn', work: noWork });
      course.take('agent', { kind: 'sign' });
      return course;
    };
    const closed = ofCity();
    closed.take('agent', answerIt);
    expect([closed.ticket().state, ...running(closed)]).toEqual(['awaitingReply', 'reply']);
    const refused = ofCity();
    refused.take('agent', {
      kind: 'notAccept',
      ground: 'notWater',
      reason: '不属水务',
      channelTold: '12345',
    });
    expect(running(refused)).toEqual(['reply']);
    const withdraw = { kind: 'withdraw', basis: 'spoken', words: '不用管了', ...decided } as const;
    refused.pass(hourMs);
    refused.take('agent', withdraw);
    expect(running(refused)).toEqual(['reply']);
    // Nobody gains time by a second word of the citizen.
    expect(refused.work().clocks).toHaveLength(2);
    refused.take('agent', { kind: 'rework', reason: '市民又来电' });
    expect([refused.ticket().state, ...running(refused)]).toEqual(['screening', 'assign']);
    const kept = ofCity();
    kept.take('agent', { kind: 'askReturn', reason: '不属水务', suggestedOwner: '市城管委' });
    kept.take('agent', { kind: 'selfHandle' });
    expect(running(kept)).toEqual([]);
    const own = takeCourse({ work: noWork });
    own.take('agent', { kind: 'selfHandle' });
    own.take('agent', assignIt);
    expect(running(own)).toEqual(['departmentSign', 'firstContact', 'result']);
  });

  it('lets the desk handle again what it has answered itself and the city does not accept', () => {
    const course = takeCourse({ source: 'cityPlatform', work: noWork });
    course.take('agent', answerIt);
    course.take('agent', { kind: 'reply', text: '已答复', channel: 'city' });
    course.take('city', { kind: 'cityRejected', reason: '答非所问' });
    expect(course.ticket()).toMatchObject({ state: 'awaitingReply', closedAs: null });
    expect(course.take('agent', { kind: 'rework', reason: '市级不予确认' }).state).toBe(
      'screening',
    );
    expect(course.take('agent', assignIt).state).toBe('assigned');
  });

  it('keeps who has closed a ticket of the city when the city confirms it', () => {
    const course = takeCourse({
      source: 'cityPlatform',
      state: 'submittedToCity',
      closedAs: 'selfHandled',
      closedByWorkNo: '1002',
    });
    expect(course.take('city', { kind: 'cityConfirmed' })).toMatchObject({
      state: 'closed',
      closedByWorkNo: '1002',
    });
  });

  it('counts as a first contact only one in which somebody was spoken to; the limit is met by either', () => {
    const course = takeCourse();
    course.take('agent', assignIt);
    course.take('department', { kind: 'firstContact', isReached: false, note: '两次无人接听' });
    expect(course.work().firstContactAt).toBeUndefined();
    const limit = course.work().clocks.find(({ step }) => step === 'firstContact');
    expect(limit?.stoppedAt).toBe(course.now());
    course.pass(hourMs);
    course.take('department', { kind: 'firstContact', isReached: true, note: '' });
    expect(course.work().firstContactAt).toBe(course.now());
  });

  it('lets another department neither sign nor report, an assisting one do so', () => {
    const course = takeCourse();
    course.take('agent', { ...assignIt, leadId: 'group.water' });
    expect(course.ask('department', { kind: 'departmentSign' })).toMatchObject({
      kind: 'refused',
      code: 'hub.forbidden',
    });
    course.take('agent', {
      ...assignIt,
      kind: 'reassign',
      leadId: 'group.water',
      assistIds: [courseDepartment],
      reason: '共同处置',
    });
    expect(course.take('department', { kind: 'departmentSign' }).state).toBe('inHandling');
  });

  it('needs a department, and tells who decided apart from who typed', () => {
    const course = takeCourse();
    expect(course.ask('agent', { ...assignIt, leadId: '' })).toMatchObject({
      code: 'ticket.departmentMissing',
    });
    course.take('agent', { ...assignIt, kind: 'propose', reason: '目录外' });
    expect(course.ask('agent', { kind: 'approve', ...decided })).toMatchObject({
      code: 'ticket.decisionMissing',
    });
    course.take('agent', { kind: 'approve', decidedBy: '值班领导', authority: '电话 21:40' });
    expect(course.work().decisions).toEqual([
      {
        act: 'approve',
        at: course.now(),
        decidedBy: '值班领导',
        authority: '电话 21:40',
        typedByWorkNo: '1001',
      },
    ]);
    expect(course.work().proposal).toBeUndefined();
    expect(course.work().assignment).toMatchObject({ leadId: courseDepartment });
  });

  it('lets one agent alone approve what has become urgent while it waited', () => {
    const course = takeCourse({ flags: ['mass'] });
    course.take('agent', { ...assignIt, kind: 'propose', reason: '群体诉求' });
    course.take('agent', { kind: 'edit', changes: { categoryCode: 'drainage.cover' } });
    expect(course.ticket().flags).toContain('urgent');
    expect(course.take('agent', { kind: 'approve', ...decided }).state).toBe('assigned');
    expect(course.work().decisions).toMatchObject([{ act: 'approve', typedByWorkNo: '1001' }]);
  });

  it('calls back until the citizen is reached, or three times on two days', () => {
    const course = takeCourse({ state: 'awaitingCallback' });
    const miss = { kind: 'callback', contact: 'noAnswer', ...noCall } as const;
    for (const wait of [0, hourMs, hourMs]) {
      course.pass(wait);
      expect(course.take('agent', miss).state).toBe('awaitingCallback');
    }
    course.pass(dayMs);
    expect(course.take('agent', miss).state).toBe('awaitingReply');
    expect(course.work().callbacks).toHaveLength(4);
    const reached = takeCourse({ state: 'awaitingCallback' });
    expect(reached.ask('agent', { kind: 'callback', contact: 'reached', ...noCall })).toMatchObject(
      { code: 'ticket.callbackIncomplete' },
    );
    for (const contact of ['refused', 'wrongNumber', 'noReplyWanted'] as const)
      expect(
        takeCourse({ state: 'awaitingCallback' }).take('agent', {
          kind: 'callback',
          contact,
          ...noCall,
        }).state,
      ).toBe('awaitingReply');
  });

  it('names as the call of a try the one that it is taken in, never the one that brought the demand', () => {
    const course = takeCourse({ state: 'awaitingCallback', callIds: ['brought it'] });
    course.take('agent', { kind: 'callback', contact: 'noAnswer', ...noCall });
    course.take('agent', { kind: 'callback', contact: 'refused', ...noCall }, 'called back');
    expect(course.work().callbacks.map(({ callId }) => callId)).toEqual([null, 'called back']);
  });

  it('pays the call-back that is owed for a ticket that the desk has closed itself', () => {
    const closed = { state: 'closed', closedAs: 'selfHandled', callbackOwed: true } as const;
    const course = takeCourse(closed);
    const after = course.take('agent', {
      kind: 'callback',
      contact: 'reached',
      solved: 'solved',
      satisfaction: 4,
      note: '',
    });
    expect(after).toMatchObject({ state: 'closed', callbackOwed: false, satisfaction: 4 });
    expect(course.ask('agent', { kind: 'callback', contact: 'refused', ...noCall })).toMatchObject({
      code: 'ticket.alreadyClosed',
    });
  });

  it('hands one rework back by the agent, the next by the lead', () => {
    const course = takeCourse();
    course.take('agent', assignIt);
    const again = { kind: 'rework', reason: '市民反映未解决' } as const;
    const untilCallback = () => {
      course.take('department', { kind: 'departmentSign' });
      course.take('department', resultOfIt);
      course.take('agent', { kind: 'auditPass' });
    };
    untilCallback();
    expect(course.take('agent', again).state).toBe('assigned');
    expect(course.work().clocks.findLast(({ step }) => step === 'result')).toMatchObject({
      ruleId: 'result.again',
    });
    untilCallback();
    expect(course.ask('agent', again)).toMatchObject({ code: 'ticket.forLead' });
    expect(course.take('lead', again).state).toBe('assigned');
    expect(course.work().reworks).toBe(2);
  });

  it('returns to the city by the lead alone, and never what the city has refused to take back', () => {
    const course = takeCourse({ source: 'cityPlatform', state: 'awaitingSignIn' });
    const asked = { kind: 'askReturn', reason: '不属水务', suggestedOwner: '市城管委' } as const;
    expect(course.ask('lead', { kind: 'sendReturn' })).toMatchObject({
      code: 'ticket.returnNotAsked',
    });
    course.take('agent', asked);
    expect(course.ask('agent', { kind: 'sendReturn' })).toMatchObject({ code: 'hub.forbidden' });
    expect(course.take('lead', { kind: 'sendReturn' }).state).toBe('returnPending');
    course.take('city', { kind: 'cityReturned', isAccepted: false, words: '属你单位' });
    expect(course.ticket().state).toBe('screening');
    expect(course.ask('agent', asked)).toMatchObject({ code: 'ticket.returnLocked' });
  });

  it('tells each step as codes, which the screen puts into words', () => {
    const course = takeCourse();
    const { course: lines } = course.take('agent', assignIt);
    const last = lines.at(-1);
    expect(last).toMatchObject({ kind: 'assigned', act: 'assign' });
    expect(readNote(last?.note ?? '')).toEqual([
      { kind: 'fact', code: 'to', value: '江汉区水务局' },
      { kind: 'fact', code: 'instruction', value: '请现场核实' },
    ]);
  });

  it('owes a call-back after the desk has closed it by itself, with its limit, and comes back when it did not do', () => {
    const course = takeCourse();
    course.take('agent', answerIt);
    expect(course.ticket()).toMatchObject({ state: 'closed', callbackOwed: true });
    const callback = () => course.work().clocks.filter(({ step }) => step === 'callback');
    expect(callback()).toMatchObject([{ startedAt: course.now() }]);
    expect(course.ask('hub', { kind: 'archive' })).toMatchObject({ code: 'ticket.callbackOwed' });
    expect(course.ask('agent', { kind: 'rework', reason: '市民不满意' })).toMatchObject({
      code: 'ticket.alreadyClosed',
    });
    course.take('agent', { kind: 'callback', contact: 'noAnswer', ...noCall });
    expect(callback()[0]?.stoppedAt).toBeUndefined();
    const unsolved = { contact: 'reached', solved: 'unsolved', satisfaction: 2, note: '' } as const;
    course.take('agent', { kind: 'callback', ...unsolved });
    expect(callback()[0]?.stoppedAt).toBe(course.now());
    expect(course.ticket().callbackOwed).toBe(false);
    course.take('agent', { kind: 'rework', reason: '仍然水压低' });
    expect(course.ticket()).toMatchObject({
      state: 'screening',
      closedAt: null,
      closedAs: null,
      callbackOwed: false,
    });
    expect(course.work().reworks).toBe(1);
  });

  it('is taken from a department that has signed by a granted return, by the lead, or when it is urgent', () => {
    const to = {
      ...assignIt,
      leadId: 'group.water',
      kind: 'reassign',
      reason: '非其职责',
    } as const;
    const { decidedBy: _by, authority: _on, ...reassign } = to;
    const signed = takeCourse();
    signed.take('agent', assignIt);
    expect(takeCourse({ ...signed.ticket() }).take('agent', reassign).state).toBe('assigned');
    signed.take('department', { kind: 'departmentSign' });
    expect(signed.ask('agent', reassign)).toMatchObject({ code: 'ticket.returnNotGranted' });
    expect(takeCourse({ ...signed.ticket() }).take('lead', reassign).state).toBe('assigned');
    const urgent = takeCourse({ ...signed.ticket(), flags: ['urgent'] });
    expect(urgent.take('agent', reassign).state).toBe('assigned');
    const asks = { what: 'return', reason: '非我局', basis: '', newDueAt: null } as const;
    const applicationId = 'a1';
    const says = { applicationId, agrees: true, words: '同意' } as const;
    signed.take('department', {
      kind: 'apply',
      applicationId,
      ...asks,
      suggestedOwner: '水务集团',
    });
    signed.take('agent', { kind: 'judgeApplication', ...says });
    signed.take('lead', { kind: 'confirmApplication', ...says });
    expect(signed.take('agent', reassign).handler).toBe('市水务集团');
  });
});
