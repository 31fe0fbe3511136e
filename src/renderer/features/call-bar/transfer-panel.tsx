import { ArrowLeft, MessagesSquare, PhoneForwarded, Siren } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { emergencyTarget } from '../../../shared/domain/calls/dial-plan.ts';
import { colleagueKind } from '../../../shared/domain/seat/agent-face.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { FaceMark } from '../../parts/face-mark.tsx';
import { useFeature } from '../../parts/feature-store.ts';
import { keys } from '../../parts/keys.ts';
import { choiceDigits, useOwnKeys } from '../../parts/use-own-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';
import { emergencyStore } from './emergency-store.ts';
import { whyNumberDisabled, plannedDigits } from '../../parts/dial-rules.ts';
import { KeyGrid } from './key-grid.tsx';
import { NumberInput } from './number-input.tsx';
import { partyName } from './party-name.ts';
import { moveFocus, useShownFocus } from '../../ui/shown-focus.ts';
import { TransferTile } from './transfer-tile.tsx';
import { type Target, targetsOf } from './transfer-targets.ts';
import { useHandOver } from './use-hand-over.ts';

export interface TransferPanelProps {
  readonly call: CallView;
  onDone(): void;
}

/** 转接: whom first, by name, number or a tile; then how. No tile and no digit hands a citizen over by itself. */
export function TransferPanel({ call, onDone }: TransferPanelProps) {
  const t = useText();
  const [chosen, setChosen] = useState<Target | null>(null);
  return (
    <div className="transfer" role="group" aria-label={t('lines.transfer.title')}>
      {chosen ? (
        <Chosen call={call} target={chosen} onBack={() => setChosen(null)} onDone={onDone} />
      ) : (
        <Choices call={call} onChoose={setChosen} onDone={onDone} />
      )}
    </div>
  );
}

interface TargetsProps extends TransferPanelProps {
  onChoose(target: Target): void;
}

/** The field, and the tiles that what stands in it leaves: ↓ goes to them, 1 to 9 chooses one there. */
function Choices({ call, onChoose, onDone }: TargetsProps) {
  const t = useText();
  const desk = useDeskState((state) => state);
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const recent = useFeature(dialerStore, (state) => state.recent)
    .map(({ display }) => display)
    .filter((display) => display !== call.number.display);
  const known = targetsOf({ ...desk, recent }, text, t('lines.transfer.lead'));
  const targets = [...known.partners, ...known.colleagues, ...known.recent];
  const named = [...known.partners, ...known.colleagues];
  const list = useRef<HTMLDivElement>(null);
  useOwnKeys(choiceDigits, (digit) => {
    // Beside the number that is being pressed together it goes on with that one.
    if (document.activeElement?.closest('.dialpad')) return setText(text + digit);
    const target = targets[Number(digit) - 1];
    if (target && whyNumberDisabled(desk, target.number) === null) onChoose(target);
  });
  const group = (title: string, ofGroup: readonly Target[], hint: string | null = null) =>
    ofGroup.length > 0 && (
      <>
        <p className="transfer__title">
          {title} {hint && <small>{hint}</small>}
        </p>
        <div className="transfer__list">
          {ofGroup.map((target) => (
            <TransferTile
              key={`${target.name} ${target.number}`}
              target={target}
              place={targets.indexOf(target) + 1}
              onChoose={onChoose}
            />
          ))}
        </div>
      </>
    );
  const hint = t('lines.transfer.partnersHint');
  const isHintAbove = known.partners.length > 0;
  return (
    <>
      <ToNumber
        call={call}
        onDone={onDone}
        only={named.length === 1 ? (named[0] ?? null) : null}
        onChoose={onChoose}
        onDown={() => list.current?.querySelector('button')?.focus()}
      />
      <EmergencyTile onDone={onDone} />
      <div ref={list} className="transfer__tiles" onKeyDown={moveFocus}>
        {group(t('lines.transfer.partners'), known.partners, hint)}
        {group(t('lines.transfer.colleagues'), known.colleagues, isHintAbove ? null : hint)}
        {desk.sync.hub === 'offline' && (
          <p className="transfer__away">{t('lines.transfer.colleaguesUnknown')}</p>
        )}
        {group(t('lines.transfer.recent'), known.recent)}
      </div>
    </>
  );
}

/** 110 and citizen at once, for a call of danger. */
function EmergencyTile({ onDone }: { onDone(): void }) {
  const t = useText();
  const desk = useDeskState((state) => state);
  const { calling } = desk;
  const press = useFeature(emergencyStore, (state) => state.press);
  const who = calling && emergencyTarget(calling);
  if (!who) return null;
  return (
    <button
      type="button"
      className="button transfer__danger"
      aria-keyshortcuts={keys.emergency}
      onClick={() => {
        onDone();
        press();
      }}
    >
      <Siren size={15} aria-hidden />
      {t('emergency.tile', { who: partyName(desk, who.number) })}
      <kbd className="kbd" aria-hidden>
        {keys.emergency}
      </kbd>
    </button>
  );
}

interface ChosenProps extends TransferPanelProps {
  readonly target: Target;
  onBack(): void;
}

/** Who was chosen, whole, and the two ways; the one that can be taken back has the focus. */
function Chosen({ call, target, onBack, onDone }: ChosenProps) {
  const t = useText();
  const { name, number, shown } = target;
  const first = useRef<HTMLButtonElement>(null);
  useShownFocus(first);
  const { transfer, consult } = useHandOver(call, onDone);
  // How is asked, not what came of another call.
  useOwnKeys(choiceDigits, () => undefined);
  return (
    <div className="chosen" onKeyDown={moveFocus}>
      <p className="transfer__title">
        {t('lines.transfer.chosen', { target: `${name} ${shown}`.trim() })}
      </p>
      {target.colleague && <Stand workNo={target.colleague.workNo} />}
      <button
        ref={first}
        type="button"
        className="button button--main"
        onClick={() => consult(number)}
      >
        <MessagesSquare size={15} aria-hidden />
        {t('lines.transfer.consult')}
        <small>{t('lines.transfer.consultHint')}</small>
      </button>
      <button type="button" className="button" onClick={() => transfer(number)}>
        <PhoneForwarded size={15} aria-hidden />
        {t('lines.transfer.blind')}
        <small>{t('lines.transfer.blindHint')}</small>
      </button>
      <button type="button" className="button" onClick={onBack}>
        <ArrowLeft size={15} aria-hidden />
        {t('lines.transfer.back')}
      </button>
    </div>
  );
}

/** What the chosen colleague does now, not when the tile was pressed, and what to expect of it. */
function Stand({ workNo }: { readonly workNo: string }) {
  const t = useText();
  const colleague = useDeskState((desk) => desk.colleagues?.find((each) => each.workNo === workNo));
  if (!colleague) return <p className="transfer__away">{t('lines.transfer.colleagueGone')}</p>;
  const kind = colleagueKind(colleague);
  return (
    <p className="transfer__stand">
      <FaceMark kind={kind} />
      {kind !== 'ready' && t('lines.transfer.notReady')}
    </p>
  );
}

interface ToNumberProps extends TargetsProps {
  /** The one partner whom the typed words mean; `null` = none or several. */
  readonly only: Target | null;
  onDown(): void;
}

/** A number typed or pressed. Enter asks there first: the act that can be taken back. A name chooses its tile. */
function ToNumber({ call, onDone, only, onChoose, onDown }: ToNumberProps) {
  const t = useText();
  const text = useFeature(dialerStore, (state) => state.text);
  const setText = useFeature(dialerStore, (state) => state.setText);
  const disabled = useDeskState((desk) => whyNumberDisabled(desk, text));
  const planned = useDeskState((desk) => plannedDigits(desk, text));
  const [refused, setRefused] = useState(false);
  const { transfer, consult } = useHandOver(call, onDone);
  const isName = /\p{Script=Han}|\p{L}/u.test(text);
  const reason =
    disabled !== null && (refused || (disabled === 'forbidden' && text !== '')) ? disabled : null;
  const orSay = (act: (number: string) => void) => () =>
    disabled === null ? act(text) : setRefused(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isName && only) onChoose(only);
    else orSay(consult)();
  };
  const words = reason === 'noNumber' && isName ? t('lines.transfer.noMatch') : null;
  return (
    <form
      className="dialpad dialpad--wide"
      onSubmit={submit}
      aria-label={t('lines.transfer.toNumber')}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onDown();
      }}
    >
      <NumberInput isRefused={reason !== null} placeholder={t('lines.transfer.find')} />
      {reason && (
        <p className="dialpad__error" role="alert">
          {words ?? t(reason === 'noNumber' ? 'dialPad.invalid' : `dial.${reason}`)}
        </p>
      )}
      {!reason && planned && (
        <p className="dialpad__plan num">{t('lines.planned', { number: planned })}</p>
      )}
      <div className="transfer__acts">
        <button type="submit" className="button button--main">
          <MessagesSquare size={15} aria-hidden />
          {t('lines.transfer.consult')}
          <kbd className="kbd" aria-hidden>
            ↵
          </kbd>
        </button>
        <button type="button" className="button" onClick={orSay(transfer)}>
          <PhoneForwarded size={15} aria-hidden />
          {t('lines.transfer.blind')}
        </button>
      </div>
      <KeyGrid onKey={(key) => setText(text + key)} />
    </form>
  );
}
