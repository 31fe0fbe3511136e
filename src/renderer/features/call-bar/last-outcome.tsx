import { X } from 'lucide-react';
import {
  type CallOutcome,
  type NextSteps,
  isStillTold,
  nextSteps,
} from '../../../shared/domain/calls/call-outcome.ts';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { callBackDigits, dialableDigits } from '../../../shared/numbers/number-to-dial.ts';
import { useDeskStore, useStores, useTimed } from '../../parts/desk-context.ts';
import { whyDialDisabled, whyNumberDisabled } from '../../parts/dial-rules.ts';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { keys } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { dialerStore } from './dialer-store.ts';
import { outcomeStore } from './outcome-store.ts';
import { partyName } from './party-name.ts';
import './last-outcome.css';

/** 最近: what has become of the last call, in a place that is kept for it, with the next step as a key. */
export function LastOutcome({ desk }: { readonly desk: DeskState }) {
  const { last } = useFeatureState(outcomeStore);
  const isTold = useTimed((now) => last !== null && isStillTold(last, desk.phone.calls, now));
  const outcome = isTold ? last : null;
  return (
    <div className="lastend" role="status">
      {outcome && <Told outcome={outcome} desk={desk} />}
    </div>
  );
}

function Told({ outcome, desk }: { readonly outcome: CallOutcome; readonly desk: DeskState }) {
  const t = useText();
  const steps = nextSteps(outcome, desk.phone.calls);
  const putAway = useFeature(outcomeStore, (state) => state.putAway);
  const note = useNote({ outcome, steps, desk });
  const { code, citizenId, kind, at } = outcome;
  const name = partyName(desk, outcome.number.display);
  const who = citizenId === null ? name : t('ends.consulted', { who: name });
  const isSurvey = outcome.to !== null && outcome.to === desk.calling?.surveyNumber;
  const to = isSurvey ? t('ends.survey') : partyName(desk, outcome.to ?? '');
  // A transfer names its target; every other failure is said in the catalogue's words.
  const isNamed = code === null || kind === 'transferRefused';
  const what = isNamed ? t(`ends.what.${kind}`, { to }) : errorCatalogue[code].title;
  const detail = code ? `${errorCatalogue[code].effect}${errorCatalogue[code].action}` : undefined;
  return (
    <>
      <div className="lastend__head">
        <p className={`lastend__what${quietKinds.has(kind) ? '' : ' is-loud'}`} title={detail}>
          {note ? (
            <span className="lastend__note">{note}</span>
          ) : (
            <span className="lastend__label">
              {t('ends.label')} <time className="num">{clockTime(at).slice(0, 5)}</time>
            </span>
          )}{' '}
          <b>{what}</b> <span className="num">{kind === 'strayHangUp' ? '' : who}</span>
        </p>
        <button
          type="button"
          className="lastend__away"
          aria-label={t('ends.putAway')}
          title={t('ends.putAway')}
          onClick={putAway}
        >
          <X size={13} aria-hidden />
        </button>
      </div>
      <p className="lastend__next">
        <Steps outcome={outcome} steps={steps} desk={desk} />
      </p>
    </>
  );
}

/** Ends that went as somebody wanted them to. */
const quietKinds: ReadonlySet<CallOutcome['kind']> = new Set([
  'farHungUp',
  'iHungUp',
  'iCancelled',
  'iDeclined',
  'takenElsewhere',
  'transferred',
  'surveyed',
  'inRoom',
  'leftConference',
  'iLeftConference',
  'conferenceOver',
  'conferenceJoined',
] as const);

interface StepProps {
  readonly outcome: CallOutcome;
  readonly steps: NextSteps;
  readonly desk: DeskState;
}

/** How it stands with who is still there: read before what has ended. */
function useNote({ outcome: { stillThere }, steps, desk }: StepProps): string | null {
  const t = useText();
  if (stillThere) return t('ends.stillThere', { who: partyName(desk, stillThere.display) });
  if (steps.heldId) return t('ends.held');
  return steps.isBack ? t('ends.back') : null;
}

/** 恢复, 重拨, 换号: what may be done now, each with its key. */
function Steps({ outcome, steps, desk }: StepProps) {
  const t = useText();
  const { createId } = useStores();
  const command = useDeskStore((state) => state.command);
  const edit = useFeature(dialerStore, (state) => state.edit);
  const isPanelOpen = useFeature(dialerStore, (state) => state.panel !== 'none');
  const { heldId, consultFor } = steps;
  const digits = digitsOf(outcome);
  const why = consultFor
    ? whyNumberDisabled(desk, digits ?? '')
    : whyDialDisabled(desk, digits ?? '');
  const redial = () => {
    if (digits === null || why !== null) return;
    const ticketNo = sendableTicketNo(outcome.ticketNo);
    const asked = { kind: 'dial', callId: createId(), number: digits, ticketNo } as const;
    void command(consultFor ? { ...asked, consultFor } : asked);
  };
  const isInCall = consultFor !== null || outcome.kind === 'transferRefused';
  const change = () => edit(isInCall ? 'transfer' : 'dialPad', digits ?? '');
  const mayRedial = steps.mayRedial && why === null;
  const mayChange = steps.mayChange && (isInCall || why !== 'inCall');
  // An open panel has these keys itself.
  useKeys(
    isPanelOpen ? {} : { ...(mayRedial && { redial }), ...(mayChange && { changeNumber: change }) },
  );
  return (
    <>
      {heldId && (
        <Step
          word={t('ends.retrieve')}
          keyName={keys.hold}
          onPress={() => void command({ kind: 'retrieve', callId: heldId })}
        />
      )}
      {mayRedial && (
        <Step
          word={t(outcome.direction === 'outbound' ? 'ends.redial' : 'ends.callBack')}
          keyName={keys.redial}
          onPress={redial}
        />
      )}
      {mayChange && <Step word={t('ends.change')} keyName={keys.changeNumber} onPress={change} />}
    </>
  );
}

function digitsOf({ kind, to, direction, number }: CallOutcome): string | null {
  if (kind === 'transferRefused') return dialableDigits(to ?? '');
  return direction === 'outbound' ? dialableDigits(number.raw) : callBackDigits(number.display);
}

interface StepButtonProps {
  readonly word: string;
  readonly keyName: string;
  onPress(): void;
}

function Step({ word, keyName, onPress }: StepButtonProps) {
  return (
    <button type="button" className="lastend__step" aria-keyshortcuts={keyName} onClick={onPress}>
      {word}{' '}
      <kbd aria-hidden className="line__key">
        {keyName}
      </kbd>
    </button>
  );
}
