import { useEffect, useState } from 'react'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { StandingHold } from '../../../shared/protocol/recordings-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { phoneText } from '../../ui/phone.ts'
import { Button } from '../../ui/primitives.tsx'
import { HoldButton, holdTexts } from '../recordings/index.ts'
import { Section, told } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** What retention may not remove, whose it is and why, for those who answer for it. */
export function Holds(props: { onOpenPerson: (contactId: ContactId) => void }) {
  const say = useText(holdTexts)
  const common = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const nameOf = useOperatorName()
  const now = Date.now() + useClockOffset()
  const [holds, setHolds] = useState<StandingHold[]>()
  const load = async () => {
    const answer = await bridge.recordings.holds({})
    if (told(answer) && answer.ok) setHolds(answer.value.holds)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: loaded when the screen opens and after each that is lifted
  useEffect(() => void load(), [bridge])
  return (
    <Section title={common('holds')}>
      <p className={css.hint}>{say('listWhy')}</p>
      {holds?.length === 0 && <p className={css.hint}>{say('none')}</p>}
      {holds && holds.length > 0 && (
        <table className={css.table} aria-label={common('holds')}>
          <thead>
            <tr>
              <th scope="col">{say('who')}</th>
              <th scope="col">{say('what')}</th>
              <th scope="col">{say('reason')}</th>
              <th scope="col">{say('placedBy')}</th>
              <th aria-hidden />
            </tr>
          </thead>
          <tbody>
            {holds.map(({ holdId, contactId, name, call, why, operatorId, at }) => (
              <tr key={holdId}>
                <td>
                  <Button
                    look="link"
                    size="small"
                    title={say('openCard')}
                    onClick={() => props.onOpenPerson(contactId)}
                  >
                    {name ? phoneText(name) : say('unnamed')}
                  </Button>
                </td>
                <td className="num">
                  {call ? say('call', { when: moment(call.at, now, language) }) : say('everything')}
                </td>
                <td className={css.holdWhy}>{why}</td>
                <td className={`num ${css.dim}`}>
                  {say('by', { name: nameOf(operatorId), when: moment(at, now, language) })}
                </td>
                <td>
                  <HoldButton
                    contactId={contactId}
                    callId={call?.callId}
                    holdId={holdId}
                    onDone={() => void load()}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
