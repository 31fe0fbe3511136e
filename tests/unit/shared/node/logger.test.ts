import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../../src/shared/node/logger.ts';

describe('the logger', () => {
  const linesOf = (log: (logger: ReturnType<typeof createLogger>) => void) => {
    const lines: string[] = [];
    log(createLogger({ stream: { write: (line) => void lines.push(line) }, level: 'debug' }));
    return lines.map((line) => JSON.parse(line));
  };

  it('writes one JSON line per event with its fields', () => {
    const lines = linesOf((logger) =>
      logger.child({ callId: 'c' }).info('call.ended', { talkMs: 12_345_678 }),
    );
    expect(lines).toMatchObject([{ event: 'call.ended', callId: 'c', talkMs: 12_345_678 }]);
  });

  it.each([
    '19900000123',
    '199 0000 0123',
    '+86 27 0000 0456',
    '027-0000-0456',
    '１９９００００ ０１２３',
    '199.0000.0123',
    '027·0000·0456',
    '+86（27）00000456',
    '\u202D19900000123\u202C',
    '199\u200B0000\u200B0123',
    '٠١٩٩٠٠٠٠٠١٢٣',
  ])('masks %s wherever it stands', (number) => {
    const lines = linesOf((logger) => logger.warn('sip.odd', { detail: `from ${number} at 10` }));
    expect(lines[0].detail.replace(/\p{Cf}/gu, '')).toBe('from *** at 10');
  });

  it('leaves the address of a machine readable', () => {
    const lines = linesOf((logger) => logger.warn('x', { peer: '192.168.100.25' }));
    expect(lines[0].peer).toBe('192.168.100.25');
  });

  it('hides fields of persons and secrets whatever they hold', () => {
    const lines = linesOf((logger) =>
      logger.error('x', { password: 'p', displayName: '某人', rawNumber: 'abc', accessToken: 't' }),
    );
    expect(lines[0]).toMatchObject({
      password: '[hidden]',
      displayName: '[hidden]',
      rawNumber: '[hidden]',
      accessToken: '[hidden]',
    });
  });

  it('leaves ids readable', () => {
    const id = '12345678-1234-4234-8234-123456789012';
    for (const told of [id, `sound:${id}`, `/recordings/${id}/chunks`])
      expect(linesOf((logger) => logger.debug('x', { callId: told }))[0].callId).toBe(told);
    const beside = linesOf((logger) => logger.debug('x', { detail: `${id} 19900000123 ${id}` }));
    expect(beside[0].detail).toBe(`${id} *** ${id}`);
  });
});
