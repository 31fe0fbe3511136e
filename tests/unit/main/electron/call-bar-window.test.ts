import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CallBarWindow,
  createCallBarWindow,
} from '../../../../src/main/electron/call-bar-window.ts';
import { aCallView } from '../../../support/host/phone-values.ts';

const ringing = aCallView({ state: 'alerting' });
const talking = aCallView({ state: 'connected', answeredAt: 1 });

describe('the call bar over other windows', () => {
  let acts: string[];
  let bar: CallBarWindow;
  beforeEach(() => {
    acts = [];
    bar = createCallBarWindow({
      setAlwaysOnTop: (flag) => void acts.push(flag ? 'on top' : 'not on top'),
      showInactive: () => void acts.push('shown without focus'),
      moveTop: () => void acts.push('in front'),
    });
  });

  it('comes to the front once for each call that rings, and never takes the keyboard', () => {
    bar.handleCalls([ringing]);
    bar.handleCalls([{ ...ringing, queuedMs: 1 }]);
    bar.handleCalls([ringing, aCallView({ state: 'alerting' })]);
    expect(acts).toEqual([
      'on top',
      'shown without focus',
      'in front',
      'shown without focus',
      'in front',
    ]);
  });

  it('stays on top while a call runs and leaves when the last is over', () => {
    bar.handleCalls([talking]);
    bar.handleCalls([{ ...talking, state: 'ended' }]);
    expect(acts).toEqual(['on top', 'not on top']);
  });

  it('stays on top always or never when that was chosen', () => {
    bar.setMode('always');
    bar.handleCalls([talking]);
    bar.handleCalls([]);
    bar.setMode('never');
    bar.handleCalls([talking]);
    expect(acts).toEqual(['on top', 'not on top']);
  });

  it('stays where it is for a call that the agent has silenced', () => {
    bar.setMode('never');
    bar.handleCalls([{ ...ringing, silenced: true }]);
    expect(acts).toEqual([]);
  });
});
