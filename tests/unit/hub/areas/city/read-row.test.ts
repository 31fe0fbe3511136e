import { describe, expect, it } from 'vitest';
import { messageIdOf, readRow } from '../../../../../src/hub/areas/city/read-row.ts';
import { cityConfig } from '../../../../support/city-mapping.ts';

const { mapping } = cityConfig();
const dispatch = {
  MSG_ID: 'm1',
  MSG_TYPE: 'PD',
  MSG_TIME: '2026-06-12 16:00:00',
  ORDER_NO: 'WH1',
  DISPATCH_TIME: '2026-06-12 15:50:00',
  DEADLINE: '2026-06-19',
  HANDLE_DAYS: '5',
  TIME_UNIT: '1',
  CALLER_TYPE: 'QZ',
  QUESTION_CODE: 'SW0202',
  ADDRESS_CODE: '420103',
  MAIN_CONTENT: '下水道堵塞',
};
const read = (row: object) => readRow(mapping, JSON.stringify(row));
const demandOf = (changes: object) => {
  const reading = read({ ...dispatch, ...changes });
  if (!reading.ok || reading.message.kind !== 'dispatch') throw new Error(JSON.stringify(reading));
  return reading.message.demand;
};

describe('a row of the city platform', () => {
  it('is read by the names and codes of the configuration', () => {
    expect(read(dispatch)).toEqual({
      ok: true,
      message: {
        kind: 'dispatch',
        cityNo: 'WH1',
        saidAt: Date.UTC(2026, 5, 12, 8),
        demand: {
          dispatchedAt: Date.UTC(2026, 5, 12, 7, 50),
          dueAt: Date.UTC(2026, 5, 19, 15, 59, 59),
          limit: '5 工作日',
          kind: 'help',
          categoryCode: 'drainage.blockage',
          district: '江汉区',
          address: '',
          content: '下水道堵塞',
          requesterName: '',
          requesterNumber: '',
          appointed: false,
          urgent: false,
          confidential: false,
        },
      },
    });
    expect(messageIdOf(mapping, dispatch)).toBe('m1');
    expect(messageIdOf(mapping, {})).toBe('');
  });

  it('may say nothing, and says nothing by the word null', () => {
    const empty = { QUESTION_CODE: null, CALLER_TYPE: ' null ', DEADLINE: '', HANDLE_DAYS: 'NULL' };
    expect(demandOf(empty)).toMatchObject({
      categoryCode: null,
      kind: null,
      dueAt: null,
      limit: '',
    });
  });

  it('knows a district by its name, too', () => {
    expect(demandOf({ ADDRESS_CODE: '武昌区' }).district).toBe('武昌区');
    expect(read({ ...dispatch, ADDRESS_CODE: '天河区' })).toMatchObject({
      fault: { reason: 'unknownCode', detail: 'district 天河区' },
    });
  });

  it('is cleaned: what is not seen is left out, breaks of HTML are lines, a title stands before', () => {
    const { content, address } = demandOf({
      TITLE: '下水道',
      MAIN_CONTENT: '第一行<br/>第二行\u202e',
      ADDRESS: ' 测试路\t8 号 ',
    });
    expect(content).toBe('【下水道】\n第一行\n第二行');
    expect(address).toBe('测试路 8 号');
  });

  it('that says more than a ticket holds is cut, and says so', () => {
    const { content } = demandOf({ MAIN_CONTENT: '水'.repeat(5000) });
    expect(content).toHaveLength(4000);
    expect(content).toMatch(/原文过长，完整内容见往来记录）$/);
  });

  it('is unreadable without number, kind or time, and an unknown code comes behind that', () => {
    expect(read({})).toMatchObject({ fault: { reason: 'unreadable', detail: 'cityNo' } });
    expect(readRow(mapping, 'no JSON')).toMatchObject({ fault: { detail: 'row' } });
    expect(read({ ...dispatch, MSG_TYPE: '' })).toMatchObject({
      fault: { reason: 'unreadable', detail: 'messageKind' },
    });
    expect(read({ ...dispatch, MSG_TYPE: 'ZZ' })).toMatchObject({
      fault: { reason: 'unknownCode', detail: 'messageKind ZZ' },
    });
    const timeless = { ...dispatch, MSG_TIME: '', DISPATCH_TIME: '', QUESTION_CODE: 'X' };
    expect(read(timeless)).toMatchObject({ fault: { reason: 'unreadable', detail: 'saidAt' } });
    expect(read({ ORDER_NO: 'WH1', MSG_TYPE: 'SQDF', MSG_TIME: '2026-06-12' })).toMatchObject({
      fault: { detail: 'applicationId' },
    });
    expect(read({ ORDER_NO: 'WH1', MSG_TYPE: 'TJDF', MSG_TIME: '2026-06-12' })).toMatchObject({
      fault: { detail: 'agrees' },
    });
  });

  it('is a dispatch where the configuration knows no kinds of messages', () => {
    const { messageKind: _messageKind, ...fields } = mapping.fields;
    expect(readRow({ ...mapping, fields }, JSON.stringify(dispatch))).toMatchObject({
      ok: true,
      message: { kind: 'dispatch' },
    });
  });
});
