import { useState } from 'react';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useDeskState, useSession } from './desk-context.ts';
import { useText } from './use-text.ts';

/** 退出登录. It asks while somebody is on the line, and says why not and the way on when nobody else is at the post. */
export function SignOut() {
  const t = useText();
  const { busy, outRefusal, signOut, askToLeave, forgetRefusal } = useSession((state) => state);
  const talking = useDeskState((desk) =>
    desk.phone.calls.some((call) => call.answeredAt !== null && call.state !== 'ended'),
  );
  const leads = useDeskState((desk) => desk.leads ?? null);
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    forgetRefusal();
  };
  const isAlone = outRefusal === 'agent.lastReady' && leads === 0;
  const onOwnWord = outRefusal === 'agent.guardUnknown' || isAlone;
  return (
    <>
      <button
        type="button"
        className="button button--small settings__out"
        disabled={busy}
        onClick={() => (talking ? setAsking(true) : void signOut(false))}
      >
        {t('signOut.title')}
      </button>
      {(asking || outRefusal) && (
        <Dialog title={t(talking ? 'signOut.inCall' : 'signOut.title')} onClose={close}>
          {talking && <p>{t('signOut.inCallEffect')}</p>}
          {outRefusal && (
            <p role="alert">
              <b>{errorCatalogue[outRefusal].title}</b>　{errorCatalogue[outRefusal].effect}
              {isAlone ? t('agent.noLead') : errorCatalogue[outRefusal].action}
            </p>
          )}
          <div className="dialog__acts">
            <button type="button" className="button" onClick={close}>
              {t('signOut.stay')}
            </button>
            {outRefusal === 'agent.lastReady' && (
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => void askToLeave().then((asked) => asked && close())}
              >
                {t('agent.askLead')}
              </button>
            )}
            {(outRefusal === null || onOwnWord) && (
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => void signOut(onOwnWord)}
              >
                {t(onOwnWord ? 'signOut.anyway' : 'signOut.leaveCall')}
              </button>
            )}
          </div>
        </Dialog>
      )}
    </>
  );
}
