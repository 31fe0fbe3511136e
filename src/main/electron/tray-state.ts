import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import { type FaceKind, faceOf } from '../../shared/domain/seat/agent-face.ts';
import { agentStateWords, faceWords, seatReasonText } from '../../shared/seat-words.ts';

/** What the icon shows: a shape and a colour of its own for each, as the state pill has. */
export type TrayKind = 'ready' | 'alerting' | 'talking' | 'away' | 'fault';

export interface TrayState {
  readonly kind: TrayKind;
  /** One line, without number or name: the system shows it to anybody who looks over. */
  readonly words: string;
}

const trayKinds: Readonly<Record<FaceKind, TrayKind>> = {
  alerting: 'alerting',
  dialling: 'talking',
  connected: 'talking',
  held: 'talking',
  ready: 'ready',
  signedOut: 'away',
  notReady: 'away',
  break: 'away',
  meal: 'away',
  training: 'away',
  afterCallWork: 'away',
  callback: 'away',
  supervise: 'away',
  unproven: 'away',
  fault: 'fault',
  off: 'away',
};

const words: Readonly<Record<FaceKind, string>> = { ...agentStateWords, ...faceWords };

/** The face of the desk in one picture. With nobody signed in nothing is missing: there is only nobody. */
export function trayStateOf({ user, agent, phone, seat }: DeskState, now: number): TrayState {
  const { kind, reason } = faceOf({ agent, calls: phone.calls, seat }, now);
  const isBare = kind === 'fault' || kind === 'unproven' || kind === 'off';
  if (user === null && isBare) return { kind: 'away', words: '未登录' };
  return {
    kind: trayKinds[kind],
    words: isBare && reason ? seatReasonText(reason) : words[kind],
  };
}
