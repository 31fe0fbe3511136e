import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveCity } from '../../../src/hub/areas/city/receive.ts';
import type {
  CityPlatform,
  CityReport,
  OutgoingFile,
} from '../../../src/hub/areas/city/city-platform.ts';
import { dispatchedTicket } from '../../../src/hub/areas/city/dispatched-ticket.ts';
import { longestAttachment } from '../../../src/shared/domain/tickets/attachments.ts';
import { ticketSchema } from '../../../src/shared/contract/tickets/schemas.ts';
import { shippedRules } from '../../../src/shared/domain/office/office-rules.ts';
import type { CityDesk } from '../../../src/training/city/city-desk.ts';
import type { WideRow } from '../../../src/training/city/dispatch-row.ts';

import { createAttachmentsInMemory } from '../../support/attachments-in-memory.ts';
import { openHubInMemory } from '../../support/hub-in-memory.ts';
import { realFiles } from '../../support/real-files.ts';

/** An adapter with a city behind it that somebody plays. */
export interface CityUnderTest {
  readonly platform: CityPlatform;
  readonly desk: CityDesk;
  /** What the city has got of us, each report once. */
  reports(): readonly WideRow[];
  /** Files that have come with the first report, in their order. */
  files(): readonly { readonly name: string; readonly bytes: Buffer }[];
  /** No line to the city, and there is one again. */
  goAway(): void | Promise<void>;
  comeBack(): void;
  dispose(): Promise<void>;
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export const contractNow = Date.UTC(2026, 5, 12, 8);

/** What every adapter of the city platform has to promise. */
export function describeCity(name: string, open: () => Promise<CityUnderTest>): void {
  describe(`the city platform by ${name}`, () => {
    let city: CityUnderTest;
    const { signal } = new AbortController();
    beforeEach(async () => {
      city = await open();
    });
    afterEach(() => city.dispose());
    /** All that is to be had now, page by page. */
    const everything = async () => {
      const found = [];
      let place: string | null = null;
      for (let page = 0; page < 30; page += 1) {
        const next = await city.platform.fetch(place, signal);
        found.push(...next);
        const last = next.at(-1)?.place ?? '';
        if (last === '') return found;
        place = last;
      }
      return found;
    };
    const read = async () => (await everything()).map(({ raw }) => city.platform.read(raw));
    const aReport = (cityNo: string): CityReport => ({
      exchangeId: randomUUID(),
      cityNo,
      ticketNo: 'SW20260612-0001',
      at: contractNow,
      kind: 'resultSubmitted',
      reply: '已疏通，=1+1 不是公式',
      channel: 'city',
      handling: '现场堵塞\n已清理',
      solved: 'solved',
      satisfaction: 5,
    });

    it('gives what was sent, oldest first, the same under the same id', async () => {
      expect(await everything()).toEqual([]);
      const first = city.desk.dispatch();
      const second = city.desk.dispatch();
      const found = await everything();
      expect(await read()).toMatchObject([
        { ok: true, message: { kind: 'dispatch', cityNo: first } },
        { ok: true, message: { kind: 'dispatch', cityNo: second } },
      ]);
      expect(new Set(found.map(({ messageId }) => messageId)).size).toBe(2);
      city.desk.sendOnceMore(1);
      const again = (await everything()).map(({ messageId }) => messageId);
      expect(new Set(again).size).toBe(2);
    });

    it('reads whatever a platform writes into a dispatch as a ticket that every desk can read', async () => {
      for (let count = 0; count < 120; count += 1) city.desk.dispatch();
      const readings = await read();
      expect(readings).toHaveLength(120);
      for (const reading of readings) {
        if (!reading.ok || reading.message.kind !== 'dispatch') throw new Error('unread');
        const ticket = dispatchedTicket(reading.message.demand, {
          ticketId: randomUUID(),
          ticketNo: 'SW20260612-0001',
          system: 'city',
          cityNo: reading.message.cityNo,
          eventId: randomUUID(),
          now: contractNow,
          rules: shippedRules,
        });
        expect(ticketSchema.parse(ticket)).toEqual(ticket);
        expect(ticket.deadline?.dueAt).toBeGreaterThan(contractNow);
        expect(ticket.content).not.toBe('');
      }
    });

    it('reads every kind of answer', async () => {
      const cityNo = city.desk.dispatch();
      const applicationId = randomUUID();
      const words = '请核实';
      city.desk.act(cityNo, { kind: 'answerReturn', agrees: false, words });
      city.desk.act(cityNo, { kind: 'answerApplication', applicationId, agrees: true, words });
      city.desk.act(cityNo, { kind: 'rework', words });
      city.desk.act(cityNo, { kind: 'confirm' });
      city.desk.act(cityNo, { kind: 'reject', words: '' });
      const messages = (await read()).map((reading) => (reading.ok ? reading.message : reading));
      expect(messages.slice(1)).toEqual(
        [
          { kind: 'returnAnswered', agrees: false, words },
          { kind: 'applicationAnswered', applicationId, agrees: true, words, dueAt: null },
          { kind: 'rework', reason: words, dueAt: null },
          { kind: 'confirmed' },
          { kind: 'rejected', reason: '市级平台未写明理由' },
        ].map((said) => ({ ...said, cityNo, saidAt: contractNow })),
      );
    });

    it('says which code or field it cannot read, and reads the rest', async () => {
      city.desk.dispatch({ QUESTION_CODE: 'XX99' });
      city.desk.dispatch({ DEADLINE: '月底前' });
      city.desk.dispatch();
      expect(await read()).toMatchObject([
        { ok: false, kind: 'dispatch', fault: { reason: 'unknownCode', detail: 'category XX99' } },
        { ok: false, kind: 'dispatch', fault: { reason: 'unreadable', detail: 'dueAt' } },
        { ok: true },
      ]);
    });

    it('hands a report over once, however often it is told', async () => {
      const report = aReport(city.desk.dispatch());
      expect(await city.platform.deliver(report, signal)).toEqual({ kind: 'taken' });
      expect(await city.platform.deliver(report, signal)).toEqual({ kind: 'taken' });
      expect(city.reports()).toMatchObject([
        {
          REPORT_ID: report.exchangeId,
          REPORT_TYPE: 'JG',
          ORDER_NO: report.cityNo,
          OUR_NO: report.ticketNo,
          REPORT_TIME: '2026-06-12 16:00:00',
          HANDLING: '现场堵塞\n已清理',
          SOLVED: '1',
          SATISFACTION: '5',
        },
      ]);
    });

    describe('with files', () => {
      const picture = realFiles['image/png'];
      const paper = realFiles['application/pdf'];
      const outgoing = (fileName: string, bytes: Buffer, fileId = randomUUID()): OutgoingFile => {
        return { fileId, fileName, mediaType: 'image/png', bytes };
      };
      const namesAndHashes = () => city.files().map(({ name: of, bytes }) => [of, hashOf(bytes)]);

      it('hands them over behind their report, in their order, each once however often it is told', async () => {
        const report = aReport(city.desk.dispatch());
        const files = [outgoing('现场 1.png', picture), outgoing('单据.png', paper)];
        for (let time = 0; time < 2; time += 1)
          expect(await city.platform.deliver(report, signal, files)).toMatchObject({
            kind: 'taken',
          });
        expect(namesAndHashes()).toEqual([
          ['现场 1.png', hashOf(picture)],
          ['单据.png', hashOf(paper)],
        ]);
        expect(city.reports()).toHaveLength(1);
        expect(city.reports()[0]?.['FILE_NAMES']).toMatch(/现场 1\.png；.*单据\.png$/);
      });

      it('keeps two files of one name apart', async () => {
        const report = aReport(city.desk.dispatch());
        const files = [outgoing('现场.png', picture), outgoing('现场.png', paper)];
        await city.platform.deliver(report, signal, files);
        await city.platform.deliver(report, signal, files);
        expect(city.files().map(({ bytes }) => hashOf(bytes))).toEqual([
          hashOf(picture),
          hashOf(paper),
        ]);
      });

      it('that is away takes them when it is back', async () => {
        const report = aReport(city.desk.dispatch());
        const files = [outgoing('现场.png', picture)];
        await city.goAway();
        const away = await city.platform.deliver(report, signal, files);
        expect(away).toMatchObject({ kind: 'unreachable' });
        city.comeBack();
        await city.platform.deliver(report, signal, files);
        expect(namesAndHashes()).toEqual([['现场.png', hashOf(picture)]]);
      });

      /** The hub behind the adapter, for what a message leaves there. */
      const taken = async () => {
        const hub = await openHubInMemory();
        const attachments = createAttachmentsInMemory();
        const deps = { ...hub, system: 'city', platform: city.platform, attachments } as const;
        for (const envelope of await everything()) await receiveCity(deps, envelope);
        const all = { states: [], direction: null, ticketId: null, cityNo: null, before: null };
        const lines = await hub.store.exchanges.list({ ...all, limit: 50 });
        const tickets = await hub.store.tickets.list(
          lines.flatMap(({ ticketId }) => ticketId ?? []),
        );
        return { lines: lines.toReversed(), tickets, attachments };
      };

      it('brings them onto the ticket in their order, judged by what is in them, the same one once', async () => {
        const cityNo = city.desk.dispatch({}, [
          { name: '现场.png', bytes: picture },
          { name: '同一张.png', bytes: picture },
          { name: '照片.jpg', bytes: paper },
        ]);
        city.desk.act(cityNo, { kind: 'confirm' });
        city.desk.sendOnceMore(1);
        const { lines, tickets, attachments } = await taken();
        expect(tickets[0]?.work?.attachments).toMatchObject([
          { fileName: '现场.png', mediaType: 'image/png', sha256: hashOf(picture), fromCity: true },
          { fileName: '照片.jpg.pdf', mediaType: 'application/pdf', sha256: hashOf(paper) },
        ]);
        expect(attachments.count()).toBe(2);
        expect(lines[0]).toMatchObject({ state: 'done', kind: 'dispatch' });
        expect(lines[0]?.files.map(({ state }) => state)).toEqual(['done', 'done']);
        // Nothing of the bytes stands in the ledger.
        expect(lines[0]?.raw).not.toContain(picture.toString('base64').slice(0, 60));
      });

      it('takes the dispatch without what is too large, no file that is taken, or only an address', async () => {
        const link = 'http://192.0.2.1/secret.jpg';
        city.desk.dispatch({}, [
          { name: '大.png', bytes: Buffer.alloc(longestAttachment + 1, 1) },
          { name: '说明.jpg', bytes: Buffer.from('MZ\0\0program') },
          { name: '网址', link },
          { name: '现场.png', bytes: picture },
        ]);
        const { lines, tickets, attachments } = await taken();
        expect(lines[0]?.state).toBe('done');
        expect(lines[0]?.files.map(({ state, detail }) => [state, detail])).toEqual([
          ['refused', 'tooLong'],
          ['refused', 'type'],
          ['refused', `link ${link}`],
          ['done', ''],
        ]);
        expect(attachments.count()).toBe(1);
        expect(tickets[0]?.work?.attachments).toHaveLength(1);
        const note = tickets[0]?.course.at(-1)?.note ?? '';
        expect(note).toContain('大.png（超过允许的大小）');
        expect(note).toContain('说明.jpg（不是可收的文件类型）');
        expect(note).toContain(`只给了链接，未下载：${link}`);
      });
    });

    it('that is away rejects questions, and takes reports when it is back', async () => {
      const report = aReport(city.desk.dispatch());
      await city.goAway();
      await expect(city.platform.fetch(null, signal)).rejects.toThrow();
      expect(await city.platform.deliver(report, signal)).toMatchObject({ kind: 'unreachable' });
      city.comeBack();
      expect(await everything()).toHaveLength(1);
      expect(await city.platform.deliver(report, signal)).toEqual({ kind: 'taken' });
    });
  });
}
