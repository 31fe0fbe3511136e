import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeError } from '../../../../src/shared/node/describe-error.ts';
import {
  type EndableProcess,
  flushLimitMs,
  installLastResort,
  isOfOneConnection,
} from '../../../../src/shared/node/last-resort.ts';
import type { LogFields, Logger } from '../../../../src/shared/logger.ts';

const coded = (code: string): Error => Object.assign(new Error('of the network'), { code });

describe('the last resort', () => {
  afterEach(() => void vi.useRealTimers());

  it('goes on after the failure of one connection and after a rejection, and counts both', () => {
    const { process, lines, exits, lastResort } = set();
    process.emit('uncaughtException', coded('ECONNRESET'));
    process.emit('unhandledRejection', new TypeError('nobody waited'));
    expect(lastResort.count()).toBe(2);
    expect(lines[0]).toMatchObject({ way: 'exception', goesOn: true, code: 'ECONNRESET' });
    expect(exits).toEqual([]);
  });

  it('flushes and ends once with code 1 after any other exception', async () => {
    const { process, exits, flushes } = set();
    process.emit('uncaughtException', new TypeError('half done'));
    process.emit('uncaughtException', new TypeError('and again'));
    expect(exits).toEqual([]);
    await vi.waitUntil(() => exits.length > 0);
    expect({ exits, flushed: flushes.count }).toEqual({ exits: [1], flushed: 1 });
  });

  it('ends although the flush fails or never ends', async () => {
    const failing = set({ flush: () => Promise.reject(new Error('disk gone')) });
    failing.process.emit('uncaughtException', new Error('x'));
    await vi.waitUntil(() => failing.exits.length > 0);
    vi.useFakeTimers();
    const hanging = set({ flush: () => new Promise(() => {}) });
    hanging.process.emit('uncaughtException', new Error('x'));
    await vi.advanceTimersByTimeAsync(flushLimitMs - 1);
    expect(hanging.exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(hanging.exits).toEqual([1]);
  });

  it('writes one line a second, however many come', () => {
    const { process, lines, clock, lastResort } = set();
    for (let count = 0; count < 5000; count += 1)
      process.emit('unhandledRejection', new Error('x'));
    clock.at += 1000;
    process.emit('unhandledRejection', new Error('x'));
    expect(lines.map((line) => line['count'])).toEqual([1, 5001]);
    expect(lastResort.count()).toBe(5001);
  });

  it('survives a logger that throws', () => {
    const { process, exits } = set({
      log: () => {
        throw new Error('EPIPE');
      },
    });
    process.emit('uncaughtException', coded('EPIPE'));
    expect(exits).toEqual([]);
  });

  it('does not take an error of the disk or of the program for one of a connection', () => {
    expect(
      ['EPIPE', 'HPE_INVALID_CONSTANT', 'WS_ERR_INVALID_OPCODE']
        .map(coded)
        .every(isOfOneConnection),
    ).toBe(true);
    expect(['ENOSPC', 'EIO', 'SQLITE_FULL', 'EMFILE'].map(coded).some(isOfOneConnection)).toBe(
      false,
    );
    expect(isOfOneConnection('ECONNRESET')).toBe(false);
  });
});

describe('a described error', () => {
  it('names kind, code and place on one line and quotes nothing that came from outside', () => {
    const text = '张三 说 "my secret" 199 0000 0001';
    const fields = describeError(thrownBy(() => JSON.parse(`{"a":${text}`)));
    expect(fields).toMatchObject({ kind: 'SyntaxError', code: null });
    expect(fields['at']).toMatch(/last-resort\.test\.ts:\d+/);
    expect(JSON.stringify(fields)).not.toMatch(/张|secret|\\n|0000/);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('was expected to throw');
}

function set(options: { flush?: () => Promise<void>; log?: () => void } = {}) {
  const lines: LogFields[] = [];
  const exits: number[] = [];
  const flushes = { count: 0 };
  const clock = { at: 0, now: () => clock.at, monotonicMs: () => clock.at };
  const write = (_: string, fields: LogFields = {}) => void lines.push(fields);
  const logger: Logger = {
    debug: write,
    info: write,
    warn: write,
    error: options.log ?? write,
    child: () => logger,
  };
  const process = Object.assign(new EventEmitter(), {
    exit: (code: number) => void exits.push(code),
  }) satisfies EndableProcess & EventEmitter;
  const flush =
    options.flush ??
    (async () => {
      flushes.count += 1;
    });
  const lastResort = installLastResort({ process, logger, clock, flush });
  return { process, lines, exits, flushes, clock, lastResort };
}
