import type { WaterMessage } from '../../../shared/contract/open/schemas.ts';
import type { WaterMatter } from '../../../shared/domain/city/water-event.ts';

/** A message of Smart Water as it stands in the course of its ticket. */
export function eventLine(message: WaterMessage): string {
  const { eventNo, content } = message;
  switch (message.kind) {
    case 'opened': {
      const where = message.address === '' ? '' : `，${message.address}`;
      return `智慧水务事件 ${eventNo}（${matterWords[message.matter]}${where}）：${content}`;
    }
    case 'progress':
      return `智慧水务进展（事件 ${eventNo}）：${content}`;
    case 'resolved':
      return `智慧水务现场处置完毕（事件 ${eventNo}）：${content}`;
  }
}

const matterWords: Readonly<Record<WaterMatter, string>> = {
  burst: '爆管',
  outage: '停水',
  lowPressure: '水压低',
  quality: '水质',
  overflow: '污水外溢',
  waterlogging: '渍水',
  other: '其他',
};
