import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCityLink } from '../../../../../src/hub/areas/city/city-link.ts';
import { createSheetCity } from '../../../../../src/hub/areas/city/sheet-city.ts';
import { readSheet } from '../../../../../src/hub/areas/city/sheet-table.ts';
import { createChangeSignal } from '../../../../../src/hub/areas/replica/change-signal.ts';
import { createAttachmentsInMemory } from '../../../../support/attachments-in-memory.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { cityConfig } from '../../../../support/city-mapping.ts';
import { realFiles } from '../../../../support/real-files.ts';

const heads = 'ORDER_NO,DISPATCH_TIME,DEADLINE,QUESTION_CODE,CALLER_PHONE,MAIN_CONTENT';
const good = 'WH1,2026-06-12 15:50,2026-06-19,SW0202,19900000123,下水道堵塞';

describe('dispatches in a sheet', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'city-sheets-'));
    mkdirSync(join(folder, 'in'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const { mapping } = cityConfig();
  const { messageKind: _messageKind, ...fields } = mapping.fields;
  const put = (name: string, ...rows: readonly string[]) =>
    writeFileSync(join(folder, 'in', name), [heads, ...rows].join('\n'));
  const open = async (quietMs = -1e12) => {
    const hub = await openHubInMemory();
    const platform = createSheetCity({
      sheets: { folder, pollSeconds: 10 },
      mapping: { ...mapping, fields },
      clock: hub.clock,
      quietMs,
    });
    const link = createCityLink({
      ...hub,
      system: 'city',
      platform,
      changes: createChangeSignal(),
      attachments: createAttachmentsInMemory(),
      pollMs: 1_000_000,
    });
    const listed = () =>
      hub.store.exchanges.list({
        states: [],
        direction: 'in',
        ticketId: null,
        cityNo: null,
        before: null,
        limit: 50,
      });
    return { ...hub, link, listed };
  };
  /** The last columns of the sheets that came back, in the order of their names. */
  const back = () =>
    readdirSync(join(folder, 'back'))
      .toSorted()
      .map((name) => readSheet(readFileSync(join(folder, 'back', name)), ['处理结果']))
      .map((sheet) => (sheet?.rows ?? []).map((row) => row[sheet?.heads.indexOf('处理结果') ?? 0]));

  it('that are well are taken; each other row comes back with its reason', async () => {
    put(
      'a.csv',
      good,
      'WH2,2026-06-12 15:50,2026-06-19,SW0202,1.99E+10,电话坏了',
      'WH3,2026-06-12 15:50,2026-06-19,SW0202,2780001234,区号的零丢了',
      '2.0260612E+17,2026-06-12 15:50,2026-06-19,SW0202,,编号坏了',
      'WH4,2026-06-12 15:50,月底,SW0202,,时限看不懂',
      'WH5,2026-06-12 15:50,2026-06-19,XX99,,代码不认识',
      ',,,,,合计',
      good,
    );
    const { link, store, listed } = await open();
    await link.round();
    await link.close();
    expect(back()).toEqual([
      [
        '已收',
        '未收：“CALLER_PHONE”被表格软件改成了科学计数，请把该列设为文本后重填',
        '未收：“CALLER_PHONE”开头的 0 丢了，请把该列设为文本后重填',
        '未收：“ORDER_NO”被表格软件改成了科学计数，请把该列设为文本后重填',
        '未收：“DEADLINE”没有填或无法识别，请改正后重新放入',
        '等待：代码对照表里没有 QUESTION_CODE XX99，请信息管理员补充',
        '未收：“ORDER_NO”没有填或无法识别，请改正后重新放入',
        '已收',
      ],
    ]);
    expect(readdirSync(join(folder, 'in'))).toEqual([]);
    expect(readdirSync(join(folder, 'done'))).toHaveLength(1);
    const tickets = (await listed()).filter(({ state }) => state === 'done');
    expect(tickets).toHaveLength(1);
    const ticket = await store.tickets.get(tickets[0]?.ticketId ?? '');
    expect(ticket).toMatchObject({
      state: 'awaitingSignIn',
      deadline: { dueAt: Date.UTC(2026, 5, 19, 15, 59, 59) },
      requesterNumber: '19900000123',
    });
  });

  it('that come again change nothing, and a row that was mended is taken', async () => {
    put('a.csv', good, 'WH2,2026-06-12 15:50,2026-06-19,SW0202,1.99E+10,电话坏了');
    const { link, listed, advance } = await open();
    await link.round();
    const [sheet = ''] = readdirSync(join(folder, 'back'));
    const returned = readFileSync(join(folder, 'back', sheet), 'utf8');
    advance(1000);
    writeFileSync(join(folder, 'in', 'b.csv'), returned.replace('1.99E+10', '19900000456'));
    await link.round();
    await link.close();
    expect(back()[1]).toEqual(['已收过，未重复处理', '已收']);
    expect((await listed()).map(({ cityNo, state }) => [cityNo, state])).toEqual([
      ['WH2', 'done'],
      ['WH2', 'unreadable'],
      ['WH1', 'done'],
    ]);
  });

  it('that is no sheet comes back as well, and one that is still being copied is left alone', async () => {
    writeFileSync(join(folder, 'in', 'a.csv'), 'nothing,of,this\n');
    writeFileSync(join(folder, 'in', 'notes.txt'), 'x');
    const { link } = await open();
    await link.round();
    await link.close();
    expect(back()).toEqual([
      ['未收：找不到表头（要有“ORDER_NO”“MAIN_CONTENT”），或不是 CSV、Excel 文件'],
    ]);
    expect(readdirSync(join(folder, 'in'))).toEqual(['notes.txt']);
    put('late.csv', good);
    const patient = await open(1e15);
    await patient.link.round();
    await patient.link.close();
    expect(readdirSync(join(folder, 'in')).toSorted()).toEqual(['late.csv', 'notes.txt']);
  });

  it('bring the files that they name, wait for those that are still to come, and open nothing by a path', async () => {
    const withFiles = (names: string) => `${good},${names}`;
    const sheet = (name: string, ...rows: readonly string[]) =>
      writeFileSync(join(folder, 'in', name), [`${heads},FILES`, ...rows].join('\n'));
    writeFileSync(join(folder, 'secret.png'), realFiles['image/png']);
    sheet('a.csv', withFiles('现场.png；../../secret.png；没有.png'));
    const { link, listed } = await open();
    await link.round();
    // One is not there, and may still come.
    expect(readdirSync(join(folder, 'in'))).toEqual(['a.csv']);
    mkdirSync(join(folder, 'in', '附件'));
    writeFileSync(join(folder, 'in', '附件', '现场.png'), realFiles['image/png']);
    utimesSync(join(folder, 'in', 'a.csv'), 0, 0);
    await link.round();
    await link.close();
    expect((await listed())[0]?.files).toMatchObject([
      { fileName: '现场.png', state: 'done' },
      { fileName: '../../secret.png', state: 'refused', detail: 'path' },
      { fileName: '没有.png', state: 'refused', detail: 'notThere' },
    ]);
    expect(back()).toEqual([
      [
        '已收；附件未收：../../secret.png（只收文件名，不收路径，也不收文件夹）；没有.png（文件没有一起放入）',
      ],
    ]);
    expect(readdirSync(join(folder, 'in', '附件'))).toEqual([]);
    expect(readdirSync(join(folder, 'done', '附件'))).toEqual(['20260612160000-现场.png']);
    expect(readFileSync(join(folder, 'secret.png'))).toHaveLength(realFiles['image/png'].length);
  });

  it('open nothing that points elsewhere, and are held up by nothing that only bears a name', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'sheets-outside-'));
    writeFileSync(join(outside, '护照.png'), realFiles['image/png']);
    writeFileSync(join(outside, 'theirs.csv'), `${heads}\n${good}`);
    symlinkSync(outside, join(folder, 'in', '附件'));
    symlinkSync(join(outside, 'theirs.csv'), join(folder, 'in', 'theirs.csv'));
    mkdirSync(join(folder, 'in', 'folder.csv'));
    writeFileSync(join(folder, 'in', 'a.csv'), [`${heads},FILES`, `${good},护照.png`].join('\n'));
    utimesSync(join(folder, 'in', 'a.csv'), 0, 0);
    const { link, listed } = await open();
    await link.round();
    await link.close();
    expect((await listed()).map(({ state, files }) => [state, files])).toMatchObject([
      ['done', [{ fileName: '护照.png', state: 'refused' }]],
    ]);
    expect(readdirSync(join(folder, 'in')).toSorted()).toEqual([
      'folder.csv',
      'theirs.csv',
      '附件',
    ]);
    expect(readdirSync(outside).toSorted()).toEqual(['theirs.csv', '护照.png']);
    rmSync(outside, { recursive: true });
  });

  it('tell the name of a file without what is not seen of it', async () => {
    const name = '现场\u202egnp.exe';
    mkdirSync(join(folder, 'in', '附件'));
    writeFileSync(join(folder, 'in', '附件', name), realFiles['image/png']);
    writeFileSync(
      join(folder, 'in', 'a.csv'),
      [`${heads},FILES`, `${good},${name}；${name}没有`].join('\n'),
    );
    utimesSync(join(folder, 'in', 'a.csv'), 0, 0);
    const { link, listed } = await open();
    await link.round();
    await link.close();
    const told = (await listed()).flatMap(({ files }) => files.map(({ fileName }) => fileName));
    expect(told).toEqual(['现场gnp.exe.png', '现场gnp.exe没有']);
    expect(readdirSync(join(folder, 'in', '附件'))).toEqual([]);
  });

  it('name each file that one row has too many of', async () => {
    const names = Array.from({ length: 22 }, (_, index) => `${index}.png`);
    mkdirSync(join(folder, 'in', '附件'));
    for (const [index, name] of names.entries())
      writeFileSync(
        join(folder, 'in', '附件', name),
        Buffer.concat([realFiles['text/plain'], Buffer.from(`${index}`)]),
      );
    writeFileSync(join(folder, 'in', 'a.csv'), `${heads},FILES\n${good},${names.join('；')}`);
    const { link, listed } = await open();
    await link.round();
    await link.close();
    const files = (await listed())[0]?.files ?? [];
    expect(files.map(({ detail }) => detail)).toEqual([
      ...Array.from({ length: 20 }, () => ''),
      'tooMany',
      'tooMany',
    ]);
  });

  it('lay what goes out below the folder, whatever the city calls its number', async () => {
    const platform = createSheetCity({
      sheets: { folder, pollSeconds: 10 },
      mapping,
      clock: { now: () => 0, monotonicMs: () => 0 },
    });
    const { signal } = new AbortController();
    const report = {
      exchangeId: 'x1',
      cityNo: '../../../WH 1',
      ticketNo: 'SW1',
      at: Date.UTC(2026, 5, 12, 8),
      kind: 'signed',
      byWorkNo: '1001',
    } as const;
    const file = {
      fileId: 'f1',
      fileName: '现场.png',
      mediaType: 'image/png',
      bytes: realFiles['image/png'],
    } as const;
    expect(await platform.deliver(report, signal, [file])).toEqual({ kind: 'taken' });
    expect(readdirSync(join(folder, 'out', '附件'))).toEqual(['_________WH_1']);
  });

  it('do not write over what somebody has made of the sheet of reports', async () => {
    const platform = createSheetCity({
      sheets: { folder, pollSeconds: 10 },
      mapping,
      clock: { now: () => 0, monotonicMs: () => 0 },
    });
    const report = {
      exchangeId: 'x1',
      cityNo: 'WH1',
      ticketNo: 'SW1',
      at: Date.UTC(2026, 5, 12, 8),
      kind: 'signed',
      byWorkNo: '1001',
    } as const;
    const { signal } = new AbortController();
    expect(await platform.deliver(report, signal)).toEqual({ kind: 'taken' });
    const file = join(folder, 'out', '上报-2026-06-12.csv');
    expect(readFileSync(file, 'utf8')).toContain('x1,QS,WH1,SW1,2026-06-12 16:00:00,1001');
    writeFileSync(file, 'their own words');
    expect(await platform.deliver(report, signal)).toMatchObject({ kind: 'unreachable' });
    expect(readFileSync(file, 'utf8')).toBe('their own words');
  });
});
