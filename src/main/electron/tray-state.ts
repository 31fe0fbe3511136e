import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';

/** What the icon shows: a shape and a colour of its own for each, as the state pill has. */
export type TrayKind = 'ready' | 'alerting' | 'talking' | 'away' | 'fault';

export interface TrayState {
  readonly kind: TrayKind;
  /** One line, without number or name: the system shows it to anybody who looks over. */
  readonly words: string;
}

const awayWords: Readonly<Record<string, string>> = {
  notReady: '示忙',
  break: '小休',
  meal: '用餐',
  training: '培训',
  afterCallWork: '话后处理',
  callback: '回访',
  supervise: '督办',
  signedOut: '已签出',
};

/** State of the seat in one picture: a call before a fault, a fault before rest. */
export function trayStateOf(desk: DeskState): TrayState {
  const running = desk.phone.calls.filter((call) => call.state !== 'ended');
  if (running.some((call) => call.state === 'connected' || call.state === 'held'))
    return { kind: 'talking', words: '通话中' };
  if (running.some((call) => call.state === 'alerting'))
    return { kind: 'alerting', words: '有来电' };
  if (desk.user === null) return { kind: 'away', words: '未登录' };
  const { registration } = desk.phone;
  if (registration.kind === 'retryWait' || registration.kind === 'stopped')
    return { kind: 'fault', words: errorCatalogue[registration.code].title };
  if (!desk.phoneConnected)
    return { kind: 'fault', words: errorCatalogue['phone.notConnected'].title };
  if (registration.kind === 'unregistered') return { kind: 'away', words: '没有登录交换机' };
  if (registration.kind !== 'registered') return { kind: 'away', words: '正在连接交换机' };
  const away = desk.agent === null ? undefined : awayWords[desk.agent.state];
  return away === undefined ? { kind: 'ready', words: '就绪' } : { kind: 'away', words: away };
}
