import { join } from 'node:path';
import type { CitizenCall, DemoPbx } from './pbx.ts';

/** The citizen of the demo: she has an open ticket about waterlogging, and the trunk puts a 0 before her number. */
export const citizen = {
  fromNumber: '019900000123',
  numberDisplay: '199 0000 0123',
  searchFor: '积水',
  content: '来电人再次反映示例路与样例街交叉口积水很深，行人和车辆无法通过，要求尽快派人处理。',
} as const;

/** Demonstration accounts that `--seed demo` plants. */
export const demoAgent = { workNo: '1001', password: 'demo-hotline-2026' } as const;
export const demoLead = { workNo: '2001', password: 'demo-hotline-2026' } as const;

/** Lets her call; she says what is the matter once somebody answers. */
export function placeCitizenCall(
  pbx: DemoPbx,
  root: string,
  patienceMs: number,
): Promise<CitizenCall> {
  return pbx.placeCall({
    fromNumber: citizen.fromNumber,
    queue: '水务热线',
    queueWaitMs: 6000,
    speechFile: join(root, 'tests/fixtures/speech/citizen-waterlogging.wav'),
    patienceMs,
  });
}
