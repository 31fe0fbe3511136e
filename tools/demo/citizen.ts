import { join } from 'node:path';
import type { CitizenCall, DemoPbx } from './pbx.ts';

/** The first citizen of the demo: she has an open ticket about waterlogging, and the trunk puts a 0 before her number. */
export const citizen = {
  fromNumber: '019900000123',
  numberKey: '+8619900000123',
  numberDisplay: '199 0000 0123',
  speech: 'citizen-waterlogging.wav',
  /** Of her ticket. */
  about: '示例路与样例街交叉口',
  searchFor: '积水',
  content: '来电人再次反映示例路与样例街交叉口积水很深，行人和车辆无法通过，要求尽快派人处理。',
} as const;

/** The second one rings while she is spoken with: he has three open tickets, and means the one about the pressure. */
export const secondCitizen = {
  fromNumber: '02700000456',
  numberDisplay: '027 0000 0456',
  speech: 'citizen-low-pressure.wav',
  about: '晚上水压很低',
} as const;

/** Demonstration accounts that `--seed demo` plants. */
export const demoAgent = { workNo: '1001', password: 'demo-hotline-2026' } as const;
/** They call of one flooded place in a storm, each with words of her or his own. */
export const stormCallers = [
  {
    fromNumber: '019900000187',
    numberDisplay: '199 0000 0187',
    speech: 'citizen-waterlogging.wav',
    place: '竹叶山立交',
    depth: '齐膝，约 50 厘米',
  },
  {
    fromNumber: '019900000188',
    numberDisplay: '199 0000 0188',
    speech: 'citizen-waterlogging.wav',
    place: '竹叶山桥洞',
    depth: '车辆熄火',
  },
  {
    fromNumber: '019900000189',
    numberDisplay: '199 0000 0189',
    speech: 'citizen-waterlogging.wav',
    place: '竹叶山立交',
    depth: '水漫人行道',
  },
] as const;

/** 经办一 of 江汉区水务局. */
export const demoDepartment = { workNo: '5001', password: 'demo-hotline-2026' } as const;
export const demoLead = { workNo: '2001', password: 'demo-hotline-2026' } as const;

/** Lets one of them call, who says what is the matter once somebody answers. */
export function placeCitizenCall(
  pbx: DemoPbx,
  root: string,
  { fromNumber, speech }: typeof citizen | typeof secondCitizen,
  patienceMs: number,
): Promise<CitizenCall> {
  return pbx.placeCall({
    fromNumber,
    queue: '水务热线',
    queueWaitMs: 6000,
    speechFile: join(root, 'tests/fixtures/speech', speech),
    patienceMs,
  });
}
