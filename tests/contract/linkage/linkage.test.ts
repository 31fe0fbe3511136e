import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCityConfig } from '../../../src/hub/areas/city/city-config.ts';
import type { CityPlatform, CityReport } from '../../../src/hub/areas/city/city-platform.ts';
import { createHttpCity } from '../../../src/hub/areas/city/http-city.ts';
import {
  type CitySimulator,
  createCitySimulator,
} from '../../../src/training/city/city-simulator.ts';
import { cityJson } from '../../support/city-mapping.ts';
import { silentLogger } from '../../support/silent-logger.ts';

/** What is 110's own in the way that the city platform speaks; the rest is `tests/contract/city`, by the same adapter. */
describe('110 linkage by HTTP', () => {
  let office: CitySimulator;
  let platform: CityPlatform;
  const { signal } = new AbortController();
  beforeEach(async () => {
    office = await createCitySimulator({ logger: silentLogger, now: () => Date.UTC(2026, 5, 12) });
    const { http, mapping } = parseCityConfig(cityJson(office, 1, 'linkage110'), 'linkage110');
    if (!http) throw new Error('a line was given');
    platform = createHttpCity({ http, mapping, fetch });
  });
  afterEach(() => office.close());
  const read = async () =>
    (await platform.fetch(null, signal)).map(({ raw }) => platform.read(raw));

  it('transfers what is urgent unless it says that it is not', async () => {
    office.desk.dispatch({ PILOT_LIGHT: '' });
    office.desk.dispatch({ PILOT_LIGHT: '0' });
    office.desk.dispatch({ PILOT_LIGHT: '2' });
    const urgent = (await read()).map((reading) =>
      reading.ok && reading.message.kind === 'dispatch' ? reading.message.demand.urgent : null,
    );
    expect(urgent).toEqual([true, false, true]);
  });

  it('dispatches and says no more: what else comes waits with its code', async () => {
    const caseNo = office.desk.dispatch();
    office.desk.act(caseNo, { kind: 'rework', words: '' });
    expect((await read())[1]).toMatchObject({
      ok: false,
      fault: { reason: 'unknownCode', detail: 'messageKind CB' },
    });
    const text = cityJson(office, 1, 'linkage110').replace('"PD":"dispatch"', '"CB":"rework"');
    expect(() => parseCityConfig(text, 'linkage110')).toThrow('codes.messageKind');
  });

  it('is told of acceptance, refusal with its reason, and result, each once', async () => {
    const every = {
      cityNo: office.desk.dispatch(),
      ticketNo: 'SW20260612-0001',
      at: Date.UTC(2026, 5, 12),
    };
    const reports: readonly CityReport[] = [
      { ...every, exchangeId: randomUUID(), kind: 'signed', byWorkNo: '1001' },
      { ...every, exchangeId: randomUUID(), kind: 'notAccepted', reason: '属城管职责' },
      {
        ...every,
        exchangeId: randomUUID(),
        kind: 'resultSubmitted',
        reply: '已处置',
        channel: 'none',
        handling: '已关阀',
        solved: null,
        satisfaction: null,
      },
    ];
    for (const report of [...reports, ...reports])
      expect(await platform.deliver(report, signal)).toEqual({ kind: 'taken' });
    expect(office.desk.reports()).toMatchObject([
      { REPORT_TYPE: 'JS', OPERATOR: '1001' },
      { REPORT_TYPE: 'BJS', REASON: '属城管职责' },
      { REPORT_TYPE: 'JG', REPLY: '已处置', HANDLING: '已关阀' },
    ]);
  });

  it('that is away rejects questions, and takes reports when it is back', async () => {
    const cityNo = office.desk.dispatch();
    const report = {
      cityNo,
      exchangeId: randomUUID(),
      ticketNo: 'SW20260612-0001',
      at: 0,
      kind: 'signed',
      byWorkNo: '1001',
    } as const;
    office.fail('cut');
    await expect(platform.fetch(null, signal)).rejects.toThrow();
    expect(await platform.deliver(report, signal)).toMatchObject({ kind: 'unreachable' });
    office.fail(null);
    expect(await platform.deliver(report, signal)).toEqual({ kind: 'taken' });
  });
});
