/**
 * The E-model of ITU-T G.107 (06/2015), whole: every parameter of Table 3 at its default, all of §7.1–7.4. Written from the
 * Recommendation for tests only; the product computes a reduced form of it.
 */
export interface EModelPath {
  /** One way; Ta = T, Tr = 2 T. */
  readonly delayMs: number;
  readonly lossPercent: number;
  readonly burstRatio: number;
  readonly impairment: number;
  readonly robustness: number;
}

const p = {
  SLR: 8,
  RLR: 2,
  STMR: 15,
  Dr: 3,
  Ds: 3,
  TELR: 65,
  WEPL: 110,
  qdu: 1,
  Nc: -70,
  Nfor: -64,
  Ps: 35,
  Pr: 35,
  A: 0,
} as const;
const { log10, exp, sqrt } = Math;
const OLR = p.SLR + p.RLR;

export function fullRating(path: EModelPath): number {
  const No = noise();
  const Ro = 15 - 1.5 * (p.SLR + No);
  const T = path.delayMs;
  return (
    Ro -
    simultaneous(Ro, No, T) -
    (talkerEcho(No, T) + listenerEcho(Ro, 2 * T) + delay(T)) -
    equipment(path) +
    p.A
  );
}

/** §7.1 */
function noise(): number {
  const Nos = p.Ps - p.SLR - p.Ds - 100 + 0.004 * (p.Ps - OLR - p.Ds - 14) ** 2;
  const LSTR = p.STMR + p.Dr;
  const Pre = p.Pr + 10 * log10(1 + 10 ** ((10 - LSTR) / 10));
  const Nor = p.RLR - 121 + Pre + 0.008 * (Pre - 35) ** 2;
  const Nfo = p.Nfor + p.RLR;
  return 10 * log10([p.Nc, Nos, Nor, Nfo].reduce((sum, N) => sum + 10 ** (N / 10), 0));
}

/** §7.2: Is = Iolr + Ist + Iq */
function simultaneous(Ro: number, No: number, T: number): number {
  const Xolr = OLR + 0.2 * (64 + No - p.RLR);
  const Iolr = 20 * ((1 + (Xolr / 8) ** 8) ** (1 / 8) - Xolr / 8);
  const STMRo = -10 * log10(10 ** (-p.STMR / 10) + exp(-T / 4) * 10 ** (-p.TELR / 10));
  const Ist =
    12 * (1 + ((STMRo - 13) / 6) ** 8) ** (1 / 8) -
    28 * (1 + ((STMRo + 1) / 19.4) ** 35) ** (1 / 35) -
    13 * (1 + ((STMRo - 3) / 33) ** 13) ** (1 / 13) +
    29;
  const Q = 37 - 15 * log10(p.qdu);
  const G = 1.07 + 0.258 * Q + 0.0602 * Q ** 2;
  const Y = (Ro - 100) / 15 + 46 / 8.4 - G / 9;
  const Z = 46 / 30 - G / 40;
  const Iq = 15 * log10(1 + 10 ** Y + 10 ** Z);
  return Iolr + Ist + Iq;
}

/** §7.3: Idte */
function talkerEcho(No: number, T: number): number {
  if (T < 1) return 0;
  const Roe = -1.5 * (No - p.RLR);
  const TERV = p.TELR - 40 * log10((1 + T / 10) / (1 + T / 150)) + 6 * exp(-0.3 * T ** 2);
  const Re = 80 + 2.5 * (TERV - 14);
  return ((Roe - Re) / 2 + sqrt((Roe - Re) ** 2 / 4 + 100) - 1) * (1 - exp(-T));
}

/** §7.3: Idle */
function listenerEcho(Ro: number, Tr: number): number {
  const Rle = 10.5 * (p.WEPL + 7) * (Tr + 1) ** -0.25;
  return (Ro - Rle) / 2 + sqrt((Ro - Rle) ** 2 / 4 + 169);
}

/** §7.3: Idd */
function delay(Ta: number): number {
  if (Ta <= 100) return 0;
  const X = log10(Ta / 100) / log10(2);
  return 25 * ((1 + X ** 6) ** (1 / 6) - 3 * (1 + (X / 3) ** 6) ** (1 / 6) + 2);
}

/** §7.4: Ie,eff */
function equipment({ lossPercent, burstRatio, impairment, robustness }: EModelPath): number {
  if (lossPercent === 0) return impairment;
  return impairment + ((95 - impairment) * lossPercent) / (lossPercent / burstRatio + robustness);
}
