import { IconGavel } from '@tabler/icons-react'
import type { CardHold } from '../../../shared/domain/card.ts'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { usePerson } from '../person/index.ts'
import { HoldButton } from './HoldButton.tsx'
import { useMayHold } from './HoldForm.tsx'
import { holdTexts } from './hold-texts.ts'
import css from './recordings.module.css'

const none: CardHold[] = []

/** Holds on the whole person, for everybody to see; those who answer for them can lift one here. */
export function PersonHolds() {
  const say = useText(holdTexts)
  const language = useLanguage()
  const nameOf = useOperatorName()
  const mayHold = useMayHold()
  const now = Date.now() + useClockOffset()
  const holds = usePerson((s) => s.card?.holds ?? none).filter((hold) => hold.callId === undefined)
  return holds.map(({ holdId, contactId, why, operatorId, at }) => (
    <div key={holdId} className={css.personHold} data-testid="person-hold">
      <Icon of={IconGavel} color="dim" />
      <div className={css.personHoldWords}>
        <div className={css.personHoldTitle}>{say('title')}</div>
        <div>{why}</div>
        <div className={`num ${css.faint}`}>
          {say('by', { name: nameOf(operatorId), when: moment(at, now, language) })}
        </div>
      </div>
      {mayHold && <HoldButton contactId={contactId} holdId={holdId} />}
    </div>
  ))
}
