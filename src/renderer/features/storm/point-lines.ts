import type { NewPoint } from '../../../shared/contract/incidents/schemas.ts';
import type { PronePoint } from '../../../shared/domain/incidents/storm.ts';
import { districts } from '../../../shared/domain/office/places.ts';

/** A line that cannot be taken, from 1, and why. */
export interface PointFault {
  readonly line: number;
  readonly why: 'tooLong' | 'twice';
}

/** 易渍点, one a line: `江岸区 竹叶山立交｜竹叶山桥洞｜竹叶山涵洞`. The district may be left out. */
export function readPoints(text: string): {
  readonly points: readonly NewPoint[];
  readonly faults: readonly PointFault[];
} {
  const faults: PointFault[] = [];
  const points: NewPoint[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '') return;
    const district = districts.find((name) => line.startsWith(`${name} `)) ?? null;
    const [name = '', ...aliases] = line
      .slice(district === null ? 0 : district.length)
      .split(/[｜|]/u)
      .map((word) => word.trim())
      .filter((word) => word !== '');
    if (name === '' || [name, ...aliases].some((word) => word.length > 60) || aliases.length > 10)
      faults.push({ line: index + 1, why: 'tooLong' });
    else if (points.some((point) => point.name === name))
      faults.push({ line: index + 1, why: 'twice' });
    else points.push({ name, district, aliases });
  });
  return { points, faults };
}

export function writePoints(points: readonly PronePoint[]): string {
  return points
    .map(({ name, district, aliases }) =>
      [[district, name].filter(Boolean).join(' '), ...aliases].join('｜'),
    )
    .join('\n');
}
