import { describe, expect, it } from 'vitest';
import { type TimelineStep, createTimeline } from '../../../../tools/demo/timeline.ts';

function aTimeline() {
  const told: TimelineStep[] = [];
  let now = 100;
  const timeline = createTimeline({
    monotonicMs: () => now,
    takePicture: (name) => Promise.resolve(name),
    onStep: (step) => told.push(step),
  });
  return { timeline, told, pass: (ms: number) => (now += ms) };
}

describe('createTimeline', () => {
  it('notes how long each step took and when it ended, with its picture', async () => {
    const { timeline, told, pass } = aTimeline();
    pass(5);
    const result = await timeline.step(['hub', '启动中心服务器'], () => Promise.resolve(pass(20)));
    expect(result).toBe(125);
    expect(told).toEqual([
      {
        id: 'hub',
        step: '启动中心服务器',
        ok: true,
        ms: 20,
        atMs: 25,
        screenshot: '01-hub.png',
        error: null,
      },
    ]);
    expect(timeline.steps).toEqual(told);
  });

  it('notes why a step failed and fails', async () => {
    const { timeline } = aTimeline();
    const step = timeline.step(['pbx', '启动交换机'], () => Promise.reject(new Error('taken')));
    await expect(step).rejects.toThrow('taken');
    expect(timeline.steps).toMatchObject([{ ok: false, error: 'taken' }]);
  });
});
