import { Popover } from 'antd';
import type { ReactElement } from 'react';
import type { Problem } from '../../../shared/domain/desk/desk-state.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useDeskStore, useSession } from '../../parts/desk-context.ts';
import { DismissProblem } from '../../parts/dismiss-problem.tsx';
import { ActionFirst, ErrorNotice } from '../../parts/error-notice.tsx';
import { useSoundWarning } from '../../parts/use-sound-warning.ts';
import { useText } from '../../parts/use-text.ts';
import { Notice, NoticePlace } from '../../ui/notice.tsx';
import { callsFirst, isLoud, isLoudAtSignIn, isToldInBar } from './loud-problem.ts';
import { unprovenCode } from '../../parts/host-codes.ts';
import { currentCall } from '../../../shared/domain/seat/current-call.ts';
import type { CommandFailure } from '../../stores/desk-store.ts';
import { recordingFault } from '../../stores/call-selectors.ts';
import './problems.css';

/**
 * What is wrong right now, in one line under the call bar: first what concerns the running call, in red. The line has its
 * place also when it is empty, no higher than a word and a button, so that nothing moves that somebody types in or aims at. Quiet ones stay below.
 */
export function ProblemStrip() {
  const t = useText();
  const [first, ...rest] = useTold();
  return (
    <div
      className="problems"
      role={first ? 'region' : undefined}
      aria-label={first && t('problem.label')}
    >
      {first && (
        <>
          <div className="problems__line">{first}</div>
          <div className="sr-only">
            <NoticePlace value="unseen">{rest}</NoticePlace>
          </div>
          <Popover
            trigger="click"
            placement="bottomRight"
            destroyOnHidden
            content={
              <div className="problems__list">
                <NoticePlace value="listed">{[first, ...rest]}</NoticePlace>
              </div>
            }
          >
            <button type="button" className="button button--small problems__all">
              {t('problem.all', { count: 1 + rest.length })}
            </button>
          </Popover>
        </>
      )}
    </div>
  );
}

/** Everything that is told loudly now, the most urgent first. */
function useTold(): readonly ReactElement[] {
  const t = useText();
  const problems = useDeskState((desk) => desk.problems);
  const call = useDeskState((desk) => currentCall(desk.phone.calls));
  const connection = useDeskStore((state) => state.connection);
  const unproven = unprovenCode(connection);
  const refused = useDeskStore((state) => state.failure);
  const failure = refused && !isToldInBar(refused.code) ? refused : null;
  const fault = call ? recordingFault(call, problems) : null;
  const signedIn = useDeskState((desk) => desk.user !== null);
  const toldAtForm = useSession((state) => state.failure);
  const loud = problems.filter(
    (problem) =>
      problem.code !== fault &&
      (signedIn ? isLoud(problem) : isLoudAtSignIn(problem) && problem.code !== toldAtForm),
  );
  return [
    fault && <CallFault key="recording" code={fault} />,
    connection === 'lost' && (
      <Notice
        key="lost"
        tone="fault"
        title={t('connection.lost')}
        text={t(signedIn ? 'connection.lostEffect' : 'connection.lostSignedOut')}
        code={t('problem.code', { code: 'ipc.disconnected' })}
      />
    ),
    unproven && <ErrorNotice key="unproven" code={unproven} />,
    failure && signedIn && <Failed key="failed" failure={failure} />,
    ...callsFirst(loud).map((problem) => (
      <ProblemNotice key={problem.problemId} problem={problem} />
    )),
  ].filter((one): one is ReactElement => one !== null && one !== false);
}

/** What the person has just asked for and did not get. */
function Failed({ failure }: { readonly failure: CommandFailure }) {
  const t = useText();
  const dismiss = useDeskStore((state) => state.dismissFailure);
  return (
    <ErrorNotice code={failure.code} lead={t(`call.failed.${failure.kind}`)}>
      <button type="button" className="button button--small" onClick={dismiss}>
        {t('common.close')}
      </button>
    </ErrorNotice>
  );
}

/** A problem; one of the sound of a call tells its number, too. */
function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const { code, callId } = problem;
  const t = useText();
  const folder = useDeskStore((state) => state.info?.dataFolder ?? '');
  const call = useDeskState((desk) => desk.phone.calls.find((one) => one.callId === callId));
  const warning = useSoundWarning(call?.soundFault === code ? call : null);
  const isWarning =
    code !== 'config.plainConnection' &&
    (callId === null || code.startsWith('media.loss') || code === 'media.delayHigh');
  const tone = isWarning ? 'warn' : 'fault';
  // Which number became which: the agent has told the old one to somebody. At which seat it rang: the lead looks after it.
  const numbers = namesItsDetail.has(code)
    ? `${errorCatalogue[code].title}（${problem.detail}）`
    : undefined;
  if (!code.startsWith('config.'))
    return (
      <ErrorNotice code={code} title={warning ?? numbers} tone={tone}>
        <DismissProblem problem={problem} />
      </ErrorNotice>
    );
  const part = configParts.find((one) => problem.problemId === `config:${one}`);
  const whose = part ? { lead: t(`problem.parts.${part}`) } : {};
  // Before the sign-in this is the only place that says which file of which folder is meant.
  const detail =
    problem.problemId === 'config:file' ? `${problem.detail} · ${folder}` : problem.detail;
  return <ErrorNotice code={code} tone={tone} detail={detail} {...whose} />;
}

/** Problems of something that has a number for people: of a ticket, of a person at a seat. */
const namesItsDetail: ReadonlySet<Problem['code']> = new Set([
  'ticket.numberTaken',
  'phone.secondPath',
]);

/** Parts of the configuration that can be wrong in the same words. */
const configParts = ['hub', 'pbx', 'desk', 'agent'] as const;

/** The recording of the running call is not being made: red, at once, and the call goes on. */
function CallFault({ code }: { readonly code: Problem['code'] }) {
  const t = useText();
  const { title, effect, action } = errorCatalogue[code];
  return (
    <Notice
      tone="fault"
      title={t('problem.callContinues', { title })}
      text={<ActionFirst action={action} effect={effect} />}
      code={t('problem.code', { code })}
    />
  );
}
