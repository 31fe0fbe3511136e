import { describe, expect, it } from 'vitest';
import { trayStateOf } from '../../../../src/main/electron/tray-state.ts';
import { aCall, aDeskState, aTalk } from '../../../support/desk/desk-samples.ts';

const desk = aDeskState();
const withPhone = (patch: Partial<typeof desk.phone>) => ({
  ...desk,
  phone: { ...desk.phone, ...patch },
});

describe('tray state', () => {
  it('shows a talk before a ring, a ring before a fault, a fault before rest', () => {
    const lost = { kind: 'retryWait', code: 'sip.connectionLost', retryAt: 1, attempt: 1 } as const;
    expect(trayStateOf(withPhone({ calls: [aCall(), aTalk()], registration: lost })).kind).toBe(
      'talking',
    );
    expect(trayStateOf(withPhone({ calls: [aCall()], registration: lost })).kind).toBe('alerting');
    expect(trayStateOf(withPhone({ registration: lost }))).toEqual({
      kind: 'fault',
      words: '与交换机的连接中断',
    });
    expect(trayStateOf(desk).kind).toBe('ready');
    expect(trayStateOf({ ...desk, user: null }).kind).toBe('away');
  });

  it('says that it connects to the PBX only while it does', () => {
    const words = (patch: Partial<typeof desk>) => trayStateOf({ ...desk, ...patch }).words;
    const { phone } = withPhone({ registration: { kind: 'unregistered' } });
    expect(words({ phone })).toBe('没有登录交换机');
    expect(words({ phone, phoneConnected: false })).toBe('软电话窗口没有打开');
    const { phone: trying } = withPhone({ registration: { kind: 'connecting', attempt: 1 } });
    expect(words({ phone: trying })).toBe('正在连接交换机');
  });

  it('names no number and nobody', () => {
    const { words } = trayStateOf(withPhone({ calls: [aCall({ displayName: '某某' })] }));
    expect(words).toBe('有来电');
  });
});
