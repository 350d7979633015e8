import { IconCheck, IconPhoneCall, IconUser } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { Callback } from '../../../shared/protocol/routing-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useOperatorName } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNowAs } from '../../ui/now.ts'
import { phoneText } from '../../ui/phone.ts'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { phoneOf } from '../softphone/index.ts'
import css from './calls.module.css'
import { texts } from './texts.ts'

const minute = 60_000

/** Who is still to be called, soonest first: one's own, and those of one's queues. */
export function Owed(props: { onOpenPerson: (contactId: ContactId) => void }) {
  const say = useText(texts)
  const language = useLanguage()
  const bridge = useBridge()
  const offset = useClockOffset()
  const operatorName = useOperatorName()
  const now = useNowAs((at) => Math.floor((at + offset) / minute) * minute)
  const [owed, setOwed] = useState<readonly Callback[]>()
  const load = useCallback(async () => {
    const answer = await bridge.routing.callbacks({})
    if (answer.ok) setOwed(answer.value.callbacks)
  }, [bridge])
  useEffect(() => {
    void load()
    return bridge.routing.onCallbacksChanged(() => void load())
  }, [bridge, load])
  const settle = async (callbackId: string) => {
    const answer = await bridge.routing.settle({ callbackId, outcome: 'reached' })
    if (answer.ok) await load()
  }
  if (owed?.length === 0) return <p className={css.empty}>{say('noOwed')}</p>
  return (
    <section className={css.day} aria-label={say('owed')}>
      {owed?.map((one) => {
        const { number } = one
        return (
          <div key={one.callbackId} className={css.row} data-testid="owed" data-missed={one.dueAt <= now}>
            <Icon of={IconPhoneCall} size={18} color={one.dueAt <= now ? 'red' : 'dim'} />
            <span className={css.who}>
              <b className="ellipsis">{one.named ? one.name : number ? phoneText(number) : say('nobody')}</b>
              <span className={`ellipsis ${css.dim}`}>{one.note ?? (number ? phoneText(number) : '')}</span>
            </span>
            <span className={`num ${css.what}`}>{moment(one.dueAt, now, language)}</span>
            <span className={css.back}>{one.forOperatorId ? operatorName(one.forOperatorId) : ''}</span>
            <span className={css.actions}>
              <IconButton
                icon={IconCheck}
                label={say('settle')}
                onClick={() => void settle(one.callbackId)}
              />
              <IconButton
                icon={IconUser}
                label={say('open')}
                onClick={() => props.onOpenPerson(one.contactId)}
              />
              {number && (
                <Button
                  size="small"
                  icon={IconPhoneCall}
                  onClick={() => void phoneOf(bridge).dial(number, { contactId: one.contactId })}
                >
                  {say('callBack')}
                </Button>
              )}
            </span>
          </div>
        )
      })}
    </section>
  )
}
