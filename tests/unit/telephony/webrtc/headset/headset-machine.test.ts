import { describe, expect, it } from 'vitest';
import type { HeadsetReport } from '../../../../../src/telephony/webrtc/headset/headset-layout.ts';
import {
  type HeadsetButtonsKinds,
  type HeadsetCalls,
  idleHeadset,
  reduceHeadset,
} from '../../../../../src/telephony/webrtc/headset/headset-machine.ts';

const none: HeadsetCalls = { alerting: null, engaged: null, muted: false };
const switches: HeadsetButtonsKinds = { hookSwitch: 'switch', phoneMute: 'button' };
const buttons: HeadsetButtonsKinds = { hookSwitch: 'button', phoneMute: 'switch' };

/** Plays calls and reports a second apart; gives the commands and the last state. */
function play(
  kinds: HeadsetButtonsKinds,
  steps: readonly (HeadsetCalls | HeadsetReport)[],
  gapMs = 1000,
) {
  let state = idleHeadset;
  const commands: string[] = [];
  for (const [index, step] of steps.entries()) {
    const at = index * gapMs;
    const event =
      'engaged' in step
        ? ({ kind: 'calls', calls: step, at } as const)
        : ({ kind: 'report', report: step, at } as const);
    const next = reduceHeadset(state, event, kinds);
    ({ state } = next);
    const { command } = next;
    if (command?.kind === 'mute') commands.push(`mute ${command.muted}`);
    else if (command && 'callId' in command) commands.push(`${command.kind} ${command.callId}`);
  }
  return { commands, state };
}
const rings = { ...none, alerting: 'a' };
const talks = { ...none, engaged: 'a' };

describe('headset buttons', () => {
  it('answer who rings and hang up who is talked to', () => {
    const { commands } = play(switches, [
      rings,
      { hookSwitch: true },
      talks,
      { hookSwitch: false },
      none,
    ]);
    expect(commands).toEqual(['answer a', 'hangUp a']);
  });

  it('give a consultation up by its own command, so that the citizen comes back', () => {
    const hangUp = { kind: 'cancelConsult', callId: 'citizen', consultCallId: 'a' } as const;
    const { commands } = play(switches, [
      talks,
      { hookSwitch: true },
      { ...talks, hangUp },
      { hookSwitch: false },
    ]);
    expect(commands).toEqual(['cancelConsult citizen']);
  });

  it('do nothing when nobody calls', () => {
    expect(play(switches, [{ hookSwitch: true }, { hookSwitch: false }]).commands).toEqual([]);
  });

  it('take the echo of the light for no finger', () => {
    const { commands } = play(
      switches,
      [talks, { hookSwitch: true }, none, { hookSwitch: false }, rings, { hookSwitch: true }],
      100,
    );
    expect(commands).toEqual([]);
  });

  it('do not hang up when a press of mute repeats an old hook state', () => {
    const { commands } = play(switches, [
      talks,
      { hookSwitch: false, phoneMute: true },
      { hookSwitch: false, phoneMute: false },
    ]);
    expect(commands).toEqual(['mute true']);
  });

  it('mute and unmute, however often the button is pressed', () => {
    const press = [{ phoneMute: true }, { phoneMute: false }];
    const { commands } = play(switches, [talks, ...press, { ...talks, muted: true }, ...press]);
    expect(commands).toEqual(['mute true', 'mute false']);
  });

  it('of the toggling kind answer and hang up by a press each', () => {
    const press = [{ hookSwitch: true }, { hookSwitch: false }];
    const { commands } = play(buttons, [rings, ...press, talks, ...press]);
    expect(commands).toEqual(['answer a', 'hangUp a']);
  });

  it('with a mute switch take its position over', () => {
    const { commands } = play(buttons, [
      talks,
      { phoneMute: true },
      { ...talks, muted: true },
      { phoneMute: false },
    ]);
    expect(commands).toEqual(['mute true', 'mute false']);
  });

  it('end the call that is talked, not the one that waits', () => {
    const { commands } = play(switches, [
      talks,
      { hookSwitch: true },
      { ...talks, alerting: 'b' },
      { hookSwitch: false },
    ]);
    expect(commands).toEqual(['hangUp a']);
  });
});

describe('headset lights', () => {
  it('follow the calls: ring, off-hook through hold, mute', () => {
    expect(play(switches, [rings]).state.lights).toEqual({
      offHook: false,
      ring: true,
      mute: false,
    });
    expect(play(switches, [rings, { ...talks, muted: true }]).state.lights).toEqual({
      offHook: true,
      ring: false,
      mute: true,
    });
    expect(play(switches, [rings, talks, none]).state.lights).toEqual(idleHeadset.lights);
  });
});
