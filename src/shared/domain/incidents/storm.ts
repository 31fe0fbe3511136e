/** 暴雨预警等级: 蓝 黄 橙 红, as the weather service gives them. */
export const stormLevels = ['blue', 'yellow', 'orange', 'red'] as const;
export type StormLevel = (typeof stormLevels)[number];

/** 暴雨模式 as the office has set it: one version of the rule `storm`. */
export interface Storm {
  readonly version: number;
  readonly isOn: boolean;
  readonly level: StormLevel;
  readonly reason: string;
  /** The same from its start to its end, whatever the level becomes in between. */
  readonly stormId: string;
  readonly startedAt: number;
  /** Who set this version, and when. */
  readonly byWorkNo: string;
  readonly at: number;
}

/** What a version of the rule holds. */
export type StormWords = Pick<Storm, 'isOn' | 'level' | 'reason' | 'stormId' | 'startedAt'>;

/** 易渍点: a point that the office lists as prone to waterlogging. */
export interface PronePoint {
  readonly pointId: string;
  readonly name: string;
  readonly district: string | null;
  /** Other words for it, as callers say them. */
  readonly aliases: readonly string[];
}

/** Kinds of the two rules of the office. */
export const stormRule = 'storm';
export const pronePointsRule = 'pronePoints';

/**
 * The incident of a listed point in a storm: every desk makes the same id of the two, so that two desks without the hub open one incident
 * and not two. Both are UUIDs; so is what comes of them.
 */
export function incidentIdOf(stormId: string, pointId: string): string {
  const [a, b] = [hexOf(stormId), hexOf(pointId)];
  const mixed = [...a].map((digit, at) =>
    (Number.parseInt(digit, 16) ^ Number.parseInt(b.charAt(at), 16)).toString(16),
  );
  // Version 8 is for ids that somebody made of something (RFC 9562).
  mixed[12] = '8';
  mixed[16] = '8';
  const text = mixed.join('');
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-');
}

function hexOf(id: string): string {
  return id.replaceAll('-', '').padEnd(32, '0');
}
