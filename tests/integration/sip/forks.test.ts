import { afterEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { audioPort0 } from '../../support/sip-media/sdp-changes.ts';
import { createScriptedDesk, responseTo, valueIn } from '../../support/scripted-registrar.ts';
import { until } from '../../support/until.ts';

type Step = readonly [status: string, tag: string, sdp: boolean | string, ...headers: string[]];
const callId = 'a7a52b1c-0000-4000-8000-000000000003';
const early = (tag: string, ...headers: string[]): Step => ['183 Progress', tag, true, ...headers];
const ringing = (tag: string): Step => ['180 Ringing', tag, false];
const answer = (tag: string): Step => ['200 OK', tag, true];

describe('a call of ours that the PBX forks', () => {
  let desk: ReturnType<typeof createScriptedDesk>;
  afterEach(() => desk.close());

  const dial = async (steps: readonly Step[], reinvited: readonly Step[] = [answer('b')]) => {
    desk = createScriptedDesk((request) => {
      if (!request.startsWith('INVITE ')) return ['200 OK', 'Expires: 300'];
      const isFirst = !valueIn(request, 'To').includes(';tag=');
      for (const [status, tag, sdp, ...headers] of isFirst ? steps : reinvited) {
        const contact = `Contact: <sip:${tag}@192.0.2.1;transport=ws>`;
        const body = sdp === true ? fakeSdp('sendrecv') : sdp || '';
        desk.wire.toDesk(responseTo(request, [status, contact, ...headers], { tag, body }));
      }
      return null;
    });
    desk.start();
    await until('registered', () => desk.registration().kind === 'registered');
    const order = { callId, number: '8000', dialString: '8000', ticketNo: null } as const;
    await desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
  };
  const isConnected = () => desk.events.some(({ kind }) => kind === 'connected');
  const sentTo = (method: string, tag: string) =>
    desk.sent.filter(
      (text) => text.startsWith(`${method} `) && valueIn(text, 'To').endsWith(`;tag=${tag}`),
    );
  const startedOver = () => desk.media.sessions.get(callId)?.startedOver;
  const hasEnded = () => desk.events.some(({ kind }) => kind === 'ended');

  it.each([
    ['183 a, 200 b', [early('a'), answer('b')]],
    ['183 a, 183 b, 200 b', [early('a'), early('b'), answer('b')]],
  ])('is connected to b with new media: %s', async (_name, steps) => {
    await dial(steps);
    await until('connected', isConnected);
    await until('re-INVITE to b', () => sentTo('INVITE', 'b').length === 1);
    await until('both acknowledged', () => sentTo('ACK', 'b').length === 2);
    expect([startedOver(), sentTo('BYE', 'b').length, hasEnded()]).toEqual([1, 0, false]);
  });

  it.each([
    ['183 a, 200 a', [early('a'), answer('a')], 'a'],
    ['180 a, 183 b, 200 b', [ringing('a'), early('b'), answer('b')], 'b'],
    ['180 a, 180 b, 200 b', [ringing('a'), ringing('b'), answer('b')], 'b'],
  ])('needs no new media where the answer comes from there: %s', async (_name, steps, tag) => {
    await dial(steps);
    await until('connected', isConnected);
    await until('acknowledged', () => sentTo('ACK', tag).length === 1);
    expect([startedOver(), sentTo('INVITE', tag).length, hasEnded()]).toEqual([0, 0, false]);
  });

  it.each<readonly [string, Step, string]>([
    ['a 200 without audio', ['200 OK', 'b', audioPort0(fakeSdp('sendrecv'))], 'media.noAudioLine'],
    ['a 200 without a description', ['200 OK', 'b', false], 'media.noAudioLine'],
    ['488', ['488 Not Acceptable Here', 'b', false], 'media.negotiationFailed'],
    ['500', ['500 Server Internal Error', 'b', false], 'sip.callFailed'],
    ['481', ['481 Call/Transaction Does Not Exist', 'b', false], 'sip.callFailed'],
  ])(
    'b answers the re-INVITE with %s: never connected, BYE, and the reason',
    async (_name, bad, code) => {
      await dial([early('a'), answer('b')], [bad]);
      await until('ended', hasEnded);
      expect(desk.events.find(({ kind }) => kind === 'ended')).toMatchObject({
        reason: 'failed',
        code,
      });
      await until('b is told', () => sentTo('BYE', 'b').length === 1);
      expect(isConnected()).toBe(false);
    },
  );

  it('acknowledges reliable answers of each fork, and sends a late one away', async () => {
    const reliable = ['Require: 100rel', 'RSeq: 1'];
    await dial([early('a', ...reliable), early('b', ...reliable), answer('b'), answer('c')]);
    await until('connected', isConnected);
    await until('c is told', () => sentTo('BYE', 'c').length === 1);
    expect(sentTo('ACK', 'c')).toHaveLength(1);
    expect([sentTo('PRACK', 'a').length, sentTo('PRACK', 'b').length]).toEqual([1, 1]);
    expect([sentTo('BYE', 'b').length, hasEnded()]).toEqual([0, false]);
  });
});
