/** What Smart Water says of an event of the network: it has happened, goes on, is done with. */
export const waterEventKinds = ['opened', 'progress', 'resolved'] as const;

/** What has happened, and our category for it; `null` = a person decides. */
export const waterMatters = [
  'burst',
  'outage',
  'lowPressure',
  'quality',
  'overflow',
  'waterlogging',
  'other',
] as const;
export type WaterMatter = (typeof waterMatters)[number];

const categories: Readonly<Record<WaterMatter, string | null>> = {
  burst: 'supply.leak',
  outage: 'supply.outage',
  lowPressure: 'supply.pressure',
  quality: 'supply.quality',
  overflow: 'drainage.overflow',
  waterlogging: 'drainage.waterlogging',
  other: null,
};

/** Category code of a matter of Smart Water. */
export function categoryOfMatter(matter: WaterMatter): string | null {
  return categories[matter];
}
