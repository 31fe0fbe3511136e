/** How fast a category must move when nobody says otherwise. */
export type Urgency = 'ordinary' | 'urgent';

/** One line of the water-affairs taxonomy (水务诉求分类), two levels. `code` is stable; the words may change. */
export interface Category {
  readonly code: string;
  readonly group: string;
  readonly name: string;
  readonly urgency: Urgency;
}

const rows: readonly (readonly [string, string, string, Urgency])[] = [
  ['supply.outage', '供水', '停水', 'urgent'],
  ['supply.pressure', '供水', '水压', 'ordinary'],
  ['supply.quality', '供水', '水质', 'ordinary'],
  ['supply.leak', '供水', '漏水 / 爆管', 'urgent'],
  ['supply.secondary', '供水', '二次供水', 'ordinary'],
  ['supply.billing', '供水', '水费 / 水表', 'ordinary'],
  ['supply.service', '供水', '报装 / 过户 / 服务', 'ordinary'],
  ['supply.hydrant', '供水', '消火栓 / 阀门', 'urgent'],
  ['drainage.waterlogging', '排水', '渍水（积水）', 'urgent'],
  ['drainage.blockage', '排水', '管道堵塞 / 化粪池', 'ordinary'],
  ['drainage.overflow', '排水', '污水外溢', 'urgent'],
  ['drainage.cover', '排水', '窨井盖 / 雨水篦', 'urgent'],
  ['drainage.collapse', '排水', '管网破损 / 路面塌陷', 'urgent'],
  ['drainage.permit', '排水', '雨污混接 / 排水许可', 'ordinary'],
  ['drainage.station', '排水', '泵站 / 涵洞', 'ordinary'],
  ['rivers.pollution', '河湖', '水体污染 / 黑臭', 'ordinary'],
  ['rivers.filling', '河湖', '填湖占湖', 'urgent'],
  ['rivers.shoreline', '河湖', '岸线 / 违建', 'ordinary'],
  ['rivers.waste', '河湖', '垃圾漂浮物', 'ordinary'],
  ['rivers.source', '河湖', '水源地保护', 'ordinary'],
  ['rivers.sand', '河湖', '非法采砂', 'urgent'],
  ['flood.dyke', '防汛', '堤防 / 闸站险情', 'urgent'],
  ['flood.level', '防汛', '水位 / 预警咨询', 'ordinary'],
  ['saving.waste', '节水', '浪费用水 / 计划用水', 'ordinary'],
  ['soil.erosion', '水土保持', '弃土 / 水土流失', 'ordinary'],
  ['works.disturbance', '工程施工', '施工扰民 / 路面未恢复', 'ordinary'],
  ['enforcement.theft', '执法', '盗用公共供水 / 破坏设施', 'ordinary'],
  ['conduct.attitude', '作风', '办事拖延 / 态度差', 'ordinary'],
  ['other.notWater', '其他', '非水务', 'ordinary'],
];

export const categories: readonly Category[] = rows.map(([code, group, name, urgency]) => ({
  code,
  group,
  name,
  urgency,
}));

const byCode = new Map(categories.map((category) => [category.code, category]));

/** The category with this code, or `null` for a code of a newer or older taxonomy. */
export function findCategory(code: string): Category | null {
  return byCode.get(code) ?? null;
}
