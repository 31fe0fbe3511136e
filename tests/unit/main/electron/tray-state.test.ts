import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trayStateOf } from '../../../../src/main/electron/tray-state.ts';
import type { DeskState } from '../../../../src/shared/domain/desk/desk-state.ts';
import { faceOf } from '../../../../src/shared/domain/seat/agent-face.ts';
import { anyDesk, anyNow } from '../../../support/any-desk.ts';
import { aCall, aDeskState, aTalk, anAgentView } from '../../../support/desk/desk-samples.ts';

const desk = aDeskState({ agent: anAgentView() });
const withPhone = (patch: Partial<typeof desk.phone>, rest: Partial<DeskState> = {}) =>
  aDeskState({ ...desk, ...rest, phone: { ...desk.phone, ...patch } });
const trayOf = (state: DeskState) => trayStateOf(state, Date.now());

describe('tray state', () => {
  it('shows a talk before a ring, a ring before a fault', () => {
    const lost = { kind: 'retryWait', code: 'sip.connectionLost', retryAt: 1, attempt: 1 } as const;
    const kind = (calls: readonly ReturnType<typeof aCall>[]) =>
      trayOf(withPhone({ calls, registration: lost })).kind;
    expect(kind([aCall(), aTalk()])).toBe('talking');
    expect(kind([aCall()])).toBe('alerting');
    expect(trayOf(withPhone({ registration: lost }))).toEqual({
      kind: 'fault',
      words: '与交换机的连接中断',
    });
    expect(trayOf(desk)).toEqual({ kind: 'ready', words: '就绪' });
    expect(trayOf({ ...desk, user: null, agent: null })).toEqual({ kind: 'away', words: '未登录' });
  });

  it('is never ready where the page shows another face, and never another where it is', () => {
    fc.assert(
      fc.property(anyDesk, (state) => {
        const { agent, phone, seat } = state;
        const face = faceOf({ agent, calls: phone.calls, seat }, anyNow).kind;
        const { kind } = trayStateOf(state, anyNow);
        expect(kind === 'ready').toBe(face === 'ready');
        expect(kind === 'alerting').toBe(face === 'alerting');
        expect(kind === 'fault').toBe(face === 'fault' && state.user !== null);
      }),
      { numRuns: 2000 },
    );
  });

  it('says that it connects to the PBX only while it does', () => {
    const idle = { kind: 'unregistered' } as const;
    expect(trayOf(withPhone({ registration: idle })).words).toBe('交换机 未连接');
    expect(trayOf(withPhone({ registration: idle }, { phoneConnected: false })).words).toBe(
      '软电话窗口未打开',
    );
    const trying = { kind: 'connecting', attempt: 1 } as const;
    expect(trayOf(withPhone({ registration: trying })).words).toBe('交换机 正在连接交换机');
  });

  it('names no number and nobody', () => {
    expect(trayOf(withPhone({ calls: [aCall({ displayName: '某某' })] })).words).toBe('振铃');
  });
});
