import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type TortureExpectation,
  tortureExpectations,
} from '../../support/torture-expectations.ts';
import { startWireDesk } from '../../support/wire-desk.ts';

const corpus = join(import.meta.dirname, '..', '..', 'fixtures', 'torture');

/** What a desk did with a message, in the terms of the expectations. */
interface Outcome extends Pick<TortureExpectation, 'outcome' | 'response'> {
  readonly stillRegistered: boolean;
}

/** Text frames where the message is UTF-8, as PBXs send them; else binary ones (RFC 7118 §4.2). */
function frameOf({ rfc, name }: TortureExpectation): string | Buffer {
  const bytes = readFileSync(join(corpus, `rfc${rfc}`, `${name}.dat`));
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes;
}

/** On a desk of its own: the messages of the RFCs share their branches, so that one could pass for a repeat of another. */
async function outcomeOf(expectation: TortureExpectation): Promise<Outcome> {
  const desk = await startWireDesk('user');
  try {
    await desk.deliver(frameOf(expectation));
    const rang = desk.events.some(({ kind }) => kind === 'alerting');
    const statuses = desk.sent.map((one) => Number(/^SIP\/2\.0 (\d{3})/.exec(one)?.[1]));
    const final = statuses.filter((status) => status >= 200);
    expect(final.length).toBeLessThanOrEqual(1);
    await desk.declineAll();
    return {
      outcome: desk.refused.length > 0 ? 'refused' : 'taken',
      response: rang ? 'rings' : (final[0] ?? null),
      stillRegistered: desk.isRegistered(),
    };
  } finally {
    await desk.close();
  }
}

describe('a desk that is sent the torture tests over its WebSocket', () => {
  const outcomes = new Map<TortureExpectation, Outcome>();
  beforeAll(async () => {
    for (const one of tortureExpectations) outcomes.set(one, await outcomeOf(one));
  });
  const expected = ({ outcome, response }: TortureExpectation): Outcome => ({
    outcome,
    response,
    stillRegistered: true,
  });

  it.each(tortureExpectations)('RFC $rfc §$section $name: $why', (expectation) => {
    expect(outcomes.get(expectation)).toEqual(expected(expectation));
  });

  it('has an expectation for each message of both RFCs, and scores 49 of 49 and 12 of 12', () => {
    const score = (rfc: TortureExpectation['rfc']) => {
      const ofRfc = tortureExpectations.filter((one) => one.rfc === rfc);
      const files = ofRfc.map(({ name }) => `${name}.dat`).sort();
      expect(files).toEqual(readdirSync(join(corpus, `rfc${rfc}`)).sort());
      const good = ofRfc.filter(
        (one) => JSON.stringify(outcomes.get(one)) === JSON.stringify(expected(one)),
      );
      return `${good.length}/${ofRfc.length}`;
    };
    const scores = { rfc4475: score('4475'), rfc5118: score('5118') };
    console.log(`[torture] RFC 4475 ${scores.rfc4475}, RFC 5118 ${scores.rfc5118}`);
    expect(scores).toEqual({ rfc4475: '49/49', rfc5118: '12/12' });
  });
});
