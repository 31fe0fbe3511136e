import { useRef } from 'react';
import {
  type ConferenceExit,
  conferenceExits,
} from '../../../shared/domain/calls/conference-exits.ts';
import type { Lines } from '../../../shared/domain/seat/current-call.ts';
import { useDeskState, useDeskStore } from '../../parts/desk-context.ts';
import { choiceDigits, useOwnKeys } from '../../parts/use-own-keys.ts';
import { useText } from '../../parts/use-text.ts';
import { moveFocus, useShownFocus } from '../../ui/shown-focus.ts';
import { partyName } from './party-name.ts';

export interface ConferenceExitsProps {
  readonly lines: Lines;
  onDone(): void;
}

const exits: readonly ConferenceExit[] = ['leave', 'release', 'endAll'];

/** 挂断 in a conference: each way out with its name, by 1 to 3. What this conference has not is grey and says why. */
export function ConferenceExits({ lines, onDone }: ConferenceExitsProps) {
  const t = useText();
  const desk = useDeskState((state) => state);
  const command = useDeskStore((state) => state.command);
  const ways = conferenceExits(lines);
  const list = useRef<HTMLDivElement>(null);
  useShownFocus(list, 'button:not([aria-disabled="true"])');
  const third = lines.consultation?.consult.number.display;
  const who = third === undefined ? t('exits.third') : partyName(desk, third);
  const choose = async (exit: ConferenceExit | undefined) => {
    const commands = exit && ways[exit];
    if (!commands) return;
    onDone();
    for (const one of commands) await command(one);
  };
  useOwnKeys(choiceDigits, (digit) => choose(exits[Number(digit) - 1]));
  return (
    <div
      ref={list}
      className="exits"
      role="group"
      aria-label={t('exits.title')}
      onKeyDown={moveFocus}
    >
      <p className="transfer__title">{t('exits.title')}</p>
      {exits.map((exit, index) => {
        const isBarred = ways[exit] === null;
        return (
          <button
            key={exit}
            type="button"
            className="exits__way"
            aria-disabled={isBarred}
            onClick={() => void choose(exit)}
          >
            <kbd className="kbd" aria-hidden>
              {index + 1}
            </kbd>
            <span>
              <b>{t(`exits.${exit}`, { who })}</b>
              <small>{t(isBarred ? `exits.${exit}Barred` : `exits.${exit}Hint`)}</small>
            </span>
          </button>
        );
      })}
    </div>
  );
}
