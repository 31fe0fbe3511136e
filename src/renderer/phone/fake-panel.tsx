import type { FakeCaller, FakeScript } from '../../telephony/fake/fake-phone.ts';

const callers: readonly { readonly name: string; readonly caller: FakeCaller }[] = [
  { name: '来电：有历史的号码', caller: { rawNumber: '019900000123', lineName: '水务热线' } },
  { name: '来电：陌生号码', caller: { rawNumber: '19900000199', lineName: '水务热线' } },
  { name: '来电：匿名', caller: { rawNumber: 'anonymous', lineName: '水务热线' } },
];

/** The hand of citizen and PBX over a scripted phone, for work on screens only. */
export function FakePanel({ script, now }: { script: FakeScript; now: () => number }) {
  const leaveAll = () => script.running().forEach(script.leave);
  const holdAll = (held: boolean) =>
    script.running().forEach((callId) => script.holdBy(callId, held));
  const failRegistration = () =>
    script.setRegistration({ kind: 'stopped', code: 'sip.badCredentials' });
  const register = () => {
    const at = now();
    script.setRegistration({
      kind: 'registered',
      sinceAt: at,
      provenAt: at,
      expiresAt: at + 300_000,
    });
  };
  return (
    <nav aria-label="假电话">
      {callers.map(({ name, caller }) => (
        <button key={name} type="button" onClick={() => script.ring(caller)}>
          {name}
        </button>
      ))}
      <button type="button" onClick={leaveAll}>
        对方挂断
      </button>
      <button type="button" onClick={() => holdAll(true)}>
        对方保持
      </button>
      <button type="button" onClick={() => holdAll(false)}>
        对方恢复
      </button>
      <button type="button" onClick={failRegistration}>
        登录失败
      </button>
      <button type="button" onClick={register}>
        登录成功
      </button>
      <span>
        拨出或转接的号码尾数：7 一直振铃，8 忙线，9 空号，其他接听；通话中再点来电即第二个通话
      </span>
    </nav>
  );
}
